package dev.millrace.trainer.kafka;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.store.CheckpointReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a consumer group says about its model: where learning goes on, and with which checkpoint.
 * Both are committed together, the checkpoint in the offsets' metadata.
 *
 * @param checkpoint whose weights have learned all before the offsets
 * @param sha256 of its manifest
 * @param offsets the next one to learn from, by partition
 */
public record CommittedProgress(
    CheckpointId checkpoint, String sha256, SortedMap<Integer, Long> offsets) {

  private static final Pattern METADATA =
      Pattern.compile("([0-9]{12}-[0-9a-f]{12}) ([0-9a-f]{64})");

  /** Copies the offsets. */
  public CommittedProgress {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** What to commit with a checkpoint. */
  public static Map<TopicPartition, OffsetAndMetadata> of(
      CheckpointReference checkpoint, SourcePosition.InTopics position) {
    String metadata = checkpoint.id() + " " + checkpoint.sha256();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    position
        .offsets()
        .forEach(
            (topic, partitions) ->
                partitions.forEach(
                    (partition, next) ->
                        offsets.put(
                            new TopicPartition(topic, partition),
                            new OffsetAndMetadata(next, metadata))));
    return offsets;
  }

  /**
   * Reads what was committed.
   *
   * @param committed of one topic; partitions without offsets are not in it
   * @return empty if there is none
   * @throws CheckpointException if no trainer has committed it
   */
  public static Optional<CommittedProgress> read(Map<TopicPartition, OffsetAndMetadata> committed) {
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    Set<String> metadata = new HashSet<>();
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    committed.forEach(
        (partition, offset) -> {
          metadata.add(offset.metadata());
          offsets.put(partition.partition(), offset.offset());
        });
    Matcher words = METADATA.matcher(String.join(" and ", metadata));
    if (!words.matches()) {
      throw new CheckpointException(
          "The committed offsets %s name the checkpoint that they belong to, but found %s: somebody else has changed them; delete them to go on from the checkpoint announced last"
              .formatted(offsets, metadata));
    }
    return Optional.of(
        new CommittedProgress(new CheckpointId(words.group(1)), words.group(2), offsets));
  }
}
