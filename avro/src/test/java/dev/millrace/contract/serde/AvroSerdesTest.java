package dev.millrace.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.registry.RegistryUnavailableException;
import dev.millrace.contract.registry.UnknownSubjectException;
import dev.millrace.contract.support.FlakyRegistry;
import dev.millrace.contract.support.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  private static final String TOPIC = "interactions";
  private static final AvroSerdeSettings ASK_ONCE = new AvroSerdeSettings(true, Duration.ZERO);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerdes serdes = new AvroSerdes(registry, ASK_ONCE);
  private final Serde<Interaction> interactions = serdes.of(Interaction.class);

  @Test
  void shouldReadWhatItWroteWhenNothingIsConfigured() {
    Serde<UserSequence> sequences = serdes.of(UserSequence.class);
    UserSequence sequence = Samples.sequence(50);

    byte[] bytes = sequences.serializer().serialize("user-sequences", sequence);

    assertThat(sequences.deserializer().deserialize("user-sequences", bytes)).isEqualTo(sequence);
  }

  @Test
  void shouldMapNullToNullWithoutAskingTheRegistry() {
    FlakyRegistry silent = new FlakyRegistry(registry, Integer.MAX_VALUE);
    Serde<Interaction> serde = new AvroSerdes(silent, ASK_ONCE).of(Interaction.class);

    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    assertThat(silent.requests()).isZero();
  }

  @Test
  void shouldStartWithMagicByteAndBigEndianIdOfTheTopicsSubject() {
    serdes.of(Item.class).serializer().serialize("items", item());

    byte[] bytes = write(Samples.click("u", "i"));

    ByteBuffer header = ByteBuffer.wrap(bytes);
    assertThat(header.get()).isZero();
    assertThat(header.getInt()).isEqualTo(registry.latest("interactions-value").id()).isEqualTo(2);
  }

  @Test
  void shouldRegisterSchemasWithoutHintsForJava() {
    write(Samples.click("u", "i"));

    assertThat(registry.latest("interactions-value").json())
        .contains("\"eventId\",\"type\":\"string\"")
        .doesNotContain("avro.java.string");
  }

  @Test
  void shouldAskTheRegistryOnceForEachTopicAndId() {
    FlakyRegistry counting = new FlakyRegistry(registry, 0);
    Serde<Interaction> serde = new AvroSerdes(counting, ASK_ONCE).of(Interaction.class);

    for (int round = 0; round < 5; round++) {
      byte[] bytes = serde.serializer().serialize(TOPIC, Samples.click("u", "i" + round));
      serde.deserializer().deserialize(TOPIC, bytes);
    }

    assertThat(counting.requests()).isEqualTo(2);
  }

  @Test
  void shouldReadEveryRecordWhenManyThreadsShareASerde() {
    List<Interaction> clicks =
        IntStream.range(0, 20_000).mapToObj(n -> Samples.click("user-" + n, "item-" + n)).toList();

    List<Interaction> read = clicks.parallelStream().map(this::write).map(this::read).toList();

    assertThat(read).isEqualTo(clicks);
  }

  @Test
  void shouldRetryUntilTheRegistryAnswers() {
    FlakyRegistry flaky = new FlakyRegistry(registry, 3);
    AvroSerdeSettings patient = new AvroSerdeSettings(true, Duration.ofMinutes(1));
    Serde<Interaction> serde = new AvroSerdes(flaky, patient).of(Interaction.class);

    byte[] bytes = serde.serializer().serialize(TOPIC, Samples.click("u", "i"));

    assertThat(read(bytes)).isEqualTo(Samples.click("u", "i"));
    assertThat(flaky.requests()).isEqualTo(4);
  }

  @Test
  void shouldReportTheRegistryAsUnavailableWhenItStaysAway() {
    byte[] bytes = write(Samples.click("u", "i"));
    FlakyRegistry silent = new FlakyRegistry(registry, Integer.MAX_VALUE);
    Serde<Interaction> serde =
        new AvroSerdes(silent, new AvroSerdeSettings(true, Duration.ofMillis(150)))
            .of(Interaction.class);

    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("gave up");
    assertThat(silent.requests()).isGreaterThan(1);
  }

  @Test
  void shouldRejectUnknownSchemaId() {
    byte[] bytes = write(Samples.click("u", "i"));
    ByteBuffer.wrap(bytes).putInt(1, 4711);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(UnknownWriterSchemaException.class)
        .hasMessageContaining("'interactions'")
        .hasMessageContaining("4711");
  }

  @Test
  void shouldRejectWrongMagicByte() {
    byte[] json = "{\"eventId\":1}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(WrongMagicByteException.class)
        .hasMessageContaining("0x7b instead of 0x00");
  }

  @Test
  void shouldRejectEveryTruncation() {
    byte[] bytes = write(Samples.click("user", "item"));

    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(truncated))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(TruncatedRecordException.class)
          .hasMessageContaining("'interactions'");
    }
  }

  @Test
  void shouldRejectTrailingBytes() {
    byte[] bytes = write(Samples.click("user", "item"));

    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 3)))
        .isInstanceOf(TrailingBytesException.class)
        .hasMessageContaining("3 bytes after its end");
  }

  @Test
  void shouldNotAllocateWhatADamagedLengthAsksFor() {
    byte[] bytes = write(Samples.click("user", "item"));
    byte[] longestLength = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    System.arraycopy(longestLength, 0, bytes, 5, longestLength.length);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(TruncatedRecordException.class)
        .hasRootCauseMessage("A length of 2147483647, but %d bytes are left", bytes.length - 10);
  }

  @Test
  void shouldCallEveryDamagedRecordMalformedOrReadIt() {
    Serde<UserSequence> sequences = serdes.of(UserSequence.class);
    byte[] intact = sequences.serializer().serialize("user-sequences", Samples.sequence(5));
    Random random = new Random(20_261_121);
    int malformed = 0;

    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = intact.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      malformed += isMalformed(sequences, damaged) ? 1 : 0;
    }

    assertThat(malformed).isBetween(5_000, 19_999);
  }

  @Test
  void shouldRejectRecordsOfAnotherType() {
    byte[] bytes = serdes.of(Item.class).serializer().serialize("items", item());

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("cannot be read as Interaction")
        .hasMessageContaining("schema id 1");
  }

  @Test
  void shouldFailClearlyAndGoOnWhenARecordCannotBeEncoded() {
    Interaction incomplete = new Interaction();

    assertThatThrownBy(() -> write(incomplete))
        .isInstanceOf(UnwritableRecordException.class)
        .hasMessageContaining("Interaction cannot be written to topic 'interactions'");
    assertThat(read(write(Samples.click("u", "i")))).isEqualTo(Samples.click("u", "i"));
  }

  @Test
  void shouldNotRegisterWhenRegistrationIsOff() {
    Serde<Interaction> serde =
        new AvroSerdes(registry, new AvroSerdeSettings(false, Duration.ZERO)).of(Interaction.class);

    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, Samples.click("u", "i")))
        .isInstanceOf(UnknownSubjectException.class)
        .hasMessageContaining("'interactions-value'");
  }

  private static boolean isMalformed(Serde<UserSequence> serde, byte[] bytes) {
    try {
      serde.deserializer().deserialize("user-sequences", bytes);
      return false;
    } catch (MalformedRecordException expected) {
      return true;
    }
  }

  private byte[] write(Interaction interaction) {
    return interactions.serializer().serialize(TOPIC, interaction);
  }

  private Interaction read(byte[] bytes) {
    return interactions.deserializer().deserialize(TOPIC, bytes);
  }

  private static Item item() {
    return Item.newBuilder().setItemId("i").setTitle("Toy Story (1995)").build();
  }
}
