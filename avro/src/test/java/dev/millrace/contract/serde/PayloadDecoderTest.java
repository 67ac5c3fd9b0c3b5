package dev.millrace.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class PayloadDecoderTest {

  private static final Schema EVERYTHING =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Everything", "fields": [
                {"name": "nothing", "type": "null"},
                {"name": "yes", "type": "boolean"},
                {"name": "small", "type": "int"},
                {"name": "large", "type": "long"},
                {"name": "single", "type": "float"},
                {"name": "exact", "type": "double"},
                {"name": "text", "type": "string"},
                {"name": "bytes", "type": "bytes"},
                {"name": "fixed", "type": {"type": "fixed", "name": "Four", "size": 4}},
                {"name": "choice", "type": {"type": "enum", "name": "Choice", "symbols": ["A", "B"]}},
                {"name": "either", "type": ["null", "string"]},
                {"name": "list", "type": {"type": "array", "items": "int"}},
                {"name": "map", "type": {"type": "map", "values": "long"}}]}
              """);
  private static final Schema LAST_FIELD_ONLY =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Everything", "fields": [
                {"name": "map", "type": {"type": "map", "values": "long"}}]}
              """);

  private final PayloadDecoder decoder = new PayloadDecoder();

  @Test
  void shouldReadEveryTypeThatAvroWrites() throws IOException {
    GenericRecord record = everything();

    assertThat(read(EVERYTHING, plain(record))).hasToString(record.toString());
    assertThat(decoder.remaining()).isZero();
  }

  @Test
  void shouldReadBlocksThatSayTheirSize() throws IOException {
    GenericRecord record = everything();

    assertThat(read(EVERYTHING, blocked(record))).hasToString(record.toString());
    assertThat(decoder.remaining()).isZero();
  }

  @Test
  void shouldSkipEveryTypeThatAReaderDoesNotWant() throws IOException {
    GenericRecord record = everything();

    for (byte[] bytes : List.of(plain(record), blocked(record))) {
      GenericRecord read = read(LAST_FIELD_ONLY, bytes);
      assertThat(read.get("map")).hasToString("{k=9}");
      assertThat(decoder.remaining()).isZero();
    }
  }

  @Test
  void shouldReadTheSmallestAndLargestNumbers() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(Long.MIN_VALUE);
    encoder.writeLong(Long.MAX_VALUE);
    encoder.writeInt(Integer.MIN_VALUE);

    decoder.over(out.toByteArray(), 0);

    assertThat(decoder.readLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(decoder.readLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(decoder.readInt()).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void shouldRejectNumbersThatAreTooLong() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);

    assertThatThrownBy(() -> decoder.over(endless, 0).readLong())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("more than ten bytes");
  }

  @Test
  void shouldRejectIntsThatNeedALong() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncoderFactory.get().directBinaryEncoder(out, null).writeLong(1L << 40);

    assertThatThrownBy(() -> decoder.over(out.toByteArray(), 0).readInt())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("1099511627776");
  }

  @Test
  void shouldRejectNegativeLengths() {
    byte[] minusOne = {1};

    assertThatThrownBy(() -> decoder.over(minusOne, 0).readString())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessage("A length is negative: -1");
  }

  @Test
  void shouldRejectMoreItemsThanBytes() {
    byte[] threeItems = {6, 2, 2};

    assertThatThrownBy(() -> decoder.over(threeItems, 0).readArrayStart())
        .isInstanceOf(EOFException.class)
        .hasMessage("A length of 3, but 2 bytes are left");
  }

  private GenericRecord read(Schema reader, byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericRecord>(EVERYTHING, reader)
        .read(new GenericData.Record(reader), decoder.over(bytes, 0));
  }

  private static GenericRecord everything() {
    return new GenericRecordBuilder(EVERYTHING)
        .set("nothing", null)
        .set("yes", true)
        .set("small", -7)
        .set("large", 1L << 40)
        .set("single", 1.5f)
        .set("exact", Math.PI)
        .set("text", "schön ☃")
        .set("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .set(
            "fixed",
            new GenericData.Fixed(EVERYTHING.getField("fixed").schema(), new byte[] {4, 5, 6, 7}))
        .set("choice", new GenericData.EnumSymbol(EVERYTHING.getField("choice").schema(), "B"))
        .set("either", "or")
        .set("list", IntStream.range(0, 100).boxed().toList())
        .set("map", Map.of("k", 9L))
        .build();
  }

  private static byte[] plain(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return write(record, out, EncoderFactory.get().binaryEncoder(out, null));
  }

  private static byte[] blocked(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return write(record, out, EncoderFactory.get().blockingBinaryEncoder(out, null));
  }

  private static byte[] write(GenericRecord record, ByteArrayOutputStream out, Encoder encoder)
      throws IOException {
    new GenericDatumWriter<GenericRecord>(EVERYTHING).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
