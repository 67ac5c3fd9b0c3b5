package dev.millrace.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.registry.IncompatibleSchemaException;
import dev.millrace.contract.support.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Records of one schema version, written or read by a program that knows another. */
class SchemaEvolutionTest {

  private static final String TOPIC = "interactions";
  private static final String SUBJECT = "interactions-value";
  private static final String OLDER =
      """
      {"type": "record", "name": "Interaction", "namespace": "dev.millrace.avro", "fields": [
        {"name": "eventId", "type": "string"}, {"name": "userId", "type": "string"},
        {"name": "itemId", "type": "string"}, {"name": "timestamp", "type": "int"}]}
      """;
  private static final String NEWER =
      """
      {"type": "record", "name": "Interaction", "namespace": "dev.millrace.avro", "fields": [
        {"name": "channels", "type": {"type": "array", "items": "string"}, "default": []},
        {"name": "timestamp", "type": "long"},
        {"name": "eventId", "type": "string"}, {"name": "userId", "type": "string"},
        {"name": "attributes", "type": {"type": "map", "values": "string"}, "default": {}},
        {"name": "itemId", "type": "string"}, {"name": "type", "type": "string", "default": "click"},
        {"name": "value", "type": ["null", "double"], "default": null},
        {"name": "device", "type": ["null", "string"], "default": null}]}
      """;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void shouldReadARecordThatLacksFieldsWithDefaults() throws IOException {
    GenericRecord old =
        new GenericRecordBuilder(new Schema.Parser().parse(OLDER))
            .set("eventId", "e")
            .set("userId", "u")
            .set("itemId", "i")
            .set("timestamp", 1_700_000_000)
            .build();

    Interaction read = serde(true).deserializer().deserialize(TOPIC, written(old));

    assertThat(read).isEqualTo(new Interaction("e", "u", "i", "click", null, 1_700_000_000L));
  }

  @Test
  void shouldReadARecordThatHasMoreFieldsInAnotherOrder() throws IOException {
    Schema newer = new Schema.Parser().parse(NEWER);
    GenericRecord record =
        new GenericRecordBuilder(newer)
            .set("channels", List.of("web", "app"))
            .set("attributes", Map.of("colour", "blue"))
            .set("eventId", "e")
            .set("userId", "u")
            .set("itemId", "i")
            .set("type", "rating")
            .set("value", 4.5)
            .set("timestamp", 5L)
            .set("device", "phone")
            .build();

    Interaction read = serde(true).deserializer().deserialize(TOPIC, written(record));

    assertThat(read).isEqualTo(new Interaction("e", "u", "i", "rating", 4.5, 5L));
  }

  @Test
  void shouldWriteTheLatestVersionWhenRegistrationIsOff() throws IOException {
    registry.register(SUBJECT, Interaction.SCHEMA$.toString());
    int latest = registry.register(SUBJECT, NEWER);

    byte[] bytes = serde(false).serializer().serialize(TOPIC, Samples.click("u", "i"));

    assertThat(WireFormat.schemaId(TOPIC, bytes)).isEqualTo(latest);
    GenericRecord read = generic(NEWER, bytes);
    assertThat(read.get("userId")).hasToString("u");
    assertThat(read.get("device")).isNull();
    assertThat(read.get("attributes")).isEqualTo(Map.of());
    assertThat(serde(true).deserializer().deserialize(TOPIC, bytes))
        .isEqualTo(Samples.click("u", "i"));
  }

  @Test
  void shouldUseTheLatestVersionAsItIsWhenItOnlyDiffersInItsWords() {
    String reworded =
        Interaction.SCHEMA$.toString().replaceAll("\"doc\":\"[^\"]*\"", "\"doc\":\"Other words.\"");
    int latest = registry.register(SUBJECT, reworded);

    byte[] bytes = serde(false).serializer().serialize(TOPIC, Samples.click("u", "i"));

    assertThat(WireFormat.schemaId(TOPIC, bytes)).isEqualTo(latest);
    assertThat(serde(false).deserializer().deserialize(TOPIC, bytes))
        .isEqualTo(Samples.click("u", "i"));
  }

  @Test
  void shouldRefuseToWriteWhatTheLatestVersionCannotRead() {
    registry.register(SUBJECT, OLDER);

    assertThatThrownBy(() -> serde(false).serializer().serialize(TOPIC, Samples.click("u", "i")))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("'interactions-value'")
        .hasMessageContaining("latest version 1 (id 1) cannot read what this program writes");
  }

  @Test
  void shouldRefuseToRegisterAnIncompatibleSchema() {
    registry.register(
        SUBJECT,
        "{\"type\":\"record\",\"name\":\"Interaction\",\"namespace\":\"dev.millrace.avro\","
            + "\"fields\":[{\"name\":\"eventId\",\"type\":\"long\"}]}");

    assertThatThrownBy(() -> serde(true).serializer().serialize(TOPIC, Samples.click("u", "i")))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void shouldBeReadableWithNothingButTheRegistryAndAvro() throws IOException {
    UserSequence sequence = Samples.sequence(3);
    Serde<UserSequence> serde = serdes(true).of(UserSequence.class);

    byte[] bytes = serde.serializer().serialize("user-sequences", sequence);

    GenericRecord read = generic(registry.schemaById(WireFormat.schemaId("any", bytes)), bytes);
    assertThat(read).hasToString(sequence.toString());
  }

  @Test
  void shouldSayThatTheWritersSchemaDoesNotFit() throws IOException {
    Schema other =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Interaction\",\"namespace\":\"dev.millrace.avro\","
                    + "\"fields\":[{\"name\":\"eventId\",\"type\":\"string\"}]}");
    byte[] bytes = written(new GenericRecordBuilder(other).set("eventId", "e").build());

    assertThatThrownBy(() -> serde(true).deserializer().deserialize(TOPIC, bytes))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("missing required field");
  }

  private AvroSerdes serdes(boolean autoRegister) {
    return new AvroSerdes(registry, new AvroSerdeSettings(autoRegister, Duration.ZERO));
  }

  private Serde<Interaction> serde(boolean autoRegister) {
    return serdes(autoRegister).of(Interaction.class);
  }

  private byte[] written(GenericRecord record) throws IOException {
    int id = registry.register("elsewhere-value", record.getSchema().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WireFormat.writeHeader(id, out);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static GenericRecord generic(String schema, byte[] bytes) throws IOException {
    Schema parsed = new Schema.Parser().parse(schema);
    GenericData.Record reused = new GenericData.Record(parsed);
    return Objects.requireNonNull(
        new GenericDatumReader<GenericRecord>(parsed)
            .read(reused, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null)));
  }
}
