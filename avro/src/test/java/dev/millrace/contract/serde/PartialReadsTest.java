package dev.millrace.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.support.Samples;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class PartialReadsTest {

  private final Topic<String, UserSequence> topic =
      new Topic<>(
          "user-sequences",
          Serdes.String(),
          new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults())
              .of(UserSequence.class));
  private final UserSequence written = Samples.sequence(3);

  @Test
  void shouldReadAllButWhatIsLeftOut() {
    UserSequence read =
        read(PartialReads.without(topic, Set.of("version", "arrivedAt")), bytes(topic));

    assertThat(read.getUserId()).isEqualTo(written.getUserId());
    assertThat(read.getEntries()).isEqualTo(written.getEntries());
    assertThat(read.getRejectedItems()).isEqualTo(written.getRejectedItems());
    assertThat(read.getVersion()).isZero();
    assertThat(read.getArrivedAt()).isZero();
  }

  @Test
  void shouldLeaveOutFieldsOfRecordsInArrays() {
    Set<String> fields =
        Set.of("entries.type", "entries.value", "entries.timestamp", "entries.knownItem");

    UserSequence read = read(PartialReads.without(topic, fields), bytes(topic));

    assertThat(read.getEntries())
        .extracting(SequenceEntry::getItemId)
        .containsExactly("item-1000", "item-1001", "item-1002");
    assertThat(read.getEntries()).extracting(SequenceEntry::getType).containsOnlyNulls();
    assertThat(read.getVersion()).isEqualTo(written.getVersion());
  }

  @Test
  void shouldWriteEverything() {
    Topic<String, UserSequence> part = PartialReads.without(topic, Set.of("arrivedAt"));

    assertThat(bytes(part)).isEqualTo(bytes(topic));
  }

  @Test
  void shouldStillRefuseTruncatedBytes() {
    Topic<String, UserSequence> part =
        PartialReads.without(topic, Set.of("rejectedItems", "version", "arrivedAt"));
    byte[] bytes = bytes(topic);

    assertThatThrownBy(() -> read(part, Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(TruncatedRecordException.class);
  }

  @Test
  void shouldRefuseToLeaveOutAFieldThatOthersFollow() {
    assertThatThrownBy(() -> PartialReads.without(topic, Set.of("entries")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Only the last fields of UserSequence can be left out, but rejectedItems follows");
  }

  @Test
  void shouldRefuseUnknownFields() {
    assertThatThrownBy(() -> PartialReads.without(topic, Set.of("entries.colour")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("UserSequence has no fields [entries.colour]");
  }

  private byte[] bytes(Topic<String, UserSequence> through) {
    return through.values().serializer().serialize(through.name(), written);
  }

  private static UserSequence read(Topic<String, UserSequence> through, byte[] bytes) {
    return through.values().deserializer().deserialize(through.name(), bytes);
  }
}
