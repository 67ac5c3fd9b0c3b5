package dev.millrace.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where training goes on: all before it was learned from, nothing after it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourcePosition.InTopics.class, name = "kafka"),
  @JsonSubTypes.Type(value = SourcePosition.InFiles.class, name = "files")
})
public sealed interface SourcePosition {

  /**
   * In topics.
   *
   * @param offsets the next offset to learn from, by topic and partition
   */
  record InTopics(SortedMap<String, SortedMap<Integer, Long>> offsets) implements SourcePosition {

    /**
     * Copies the offsets.
     *
     * @throws IllegalArgumentException if an offset or a partition is negative
     */
    public InTopics {
      SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
      offsets.forEach((topic, partitions) -> copy.put(topic, checked(topic, partitions)));
      offsets = Collections.unmodifiableSortedMap(copy);
    }

    /** These and those of other topics; of a topic in both, the others hold. */
    public InTopics with(InTopics others) {
      SortedMap<String, SortedMap<Integer, Long>> all = new TreeMap<>(offsets);
      all.putAll(others.offsets);
      return new InTopics(all);
    }

    private static SortedMap<Integer, Long> checked(String topic, Map<Integer, Long> partitions) {
      partitions.forEach(
          (partition, offset) -> {
            if (partition < 0 || offset < 0) {
              throw new IllegalArgumentException(
                  "%s-%d: partitions and offsets begin at 0; found offset %d"
                      .formatted(topic, partition, offset));
            }
          });
      return Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }
  }

  /**
   * In files that are read in epochs.
   *
   * @param epoch epochs finished
   * @param example examples of the current epoch learned, in the order that its shuffling gave
   */
  record InFiles(long epoch, long example) implements SourcePosition {

    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public InFiles {
      if (epoch < 0 || example < 0) {
        throw new IllegalArgumentException(
            "Epochs and examples are counted from 0; found epoch %d, example %d"
                .formatted(epoch, example));
      }
    }
  }
}
