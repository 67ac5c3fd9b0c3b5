package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {

  private final ByteWriter writer = new ByteWriter(0);

  @ParameterizedTest
  @ValueSource(strings = {"", "item-1", "caf\u00e9 in a long line of letters", "\ud83c\udfb5"})
  void shouldReadBackAnyString(String text) {
    writer.writeString(text);
    writer.writeByte(7);

    ByteReader reader = reader();
    assertThat(reader.readString()).isEqualTo(text);
    assertThat(reader.readByte()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"item-1", "caf\u00e9"})
  void shouldWriteStringsAsLengthAndUtf8(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    ByteWriter expected = new ByteWriter(0);
    expected.writeVarLong(utf8.length);
    expected.writeRaw(utf8);

    writer.writeString(text);

    assertThat(writer.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 8_191, 8_192, Long.MAX_VALUE, Long.MIN_VALUE})
  void shouldReadBackAnyNumber(long number) {
    writer.writeVarLong(number);

    ByteReader reader = reader();
    assertThat(reader.readVarLong()).isEqualTo(number);
    assertThat(reader.hasMore()).isFalse();
  }

  @Test
  void shouldPassOverStrings() {
    writer.writeString("passed");
    int from = writer.toByteArray().length;
    writer.writeString("caf\u00e9");

    ByteReader reader = reader();
    reader.skipString();
    assertThat(reader.position()).isEqualTo(from);
    reader.skipString();
    assertThat(reader.hasMore()).isFalse();
    assertThat(new ByteReader(reader.readSince(from)).readString()).isEqualTo("caf\u00e9");
  }

  private ByteReader reader() {
    return new ByteReader(writer.toByteArray());
  }
}
