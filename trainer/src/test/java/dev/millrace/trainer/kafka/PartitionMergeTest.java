package dev.millrace.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PartitionMergeTest {

  private static final int[] SIZES = {23, 4, 17};

  @Test
  void shouldGiveTurnsOfTheQuotaAndPassOverPartitionsAtTheirEnds() {
    List<PartitionQueue> queues = queues();
    fill(queues, 0, 4);
    fill(queues, 1, 1);
    fill(queues, 2, 3);

    assertThat(drain(new PartitionMerge(queues, 2), queues, new int[] {4, 1, 3}, 100))
        .containsExactly("0@0", "0@1", "1@0", "2@0", "2@1", "0@2", "0@3", "2@2");
  }

  @Test
  void shouldWaitForAPartitionThatHasMore() {
    List<PartitionQueue> queues = queues();
    fill(queues, 1, 1);
    PartitionMerge merge = new PartitionMerge(queues, 2);
    merge.begin();

    assertThat(merge.next(index -> index == 0)).isNull();
    assertThat(merge.isWaiting()).isTrue();
    assertThat(merge.next(index -> false)).isNotNull();
    assertThat(merge.next(index -> false)).isNull();
    assertThat(merge.isWaiting()).isFalse();
  }

  @Test
  void shouldMakeTheSameMicroBatchesWhateverComesWhenAndWhereverItBegins() {
    List<List<String>> expected = batches(new Random(1), new int[3]);

    for (int seed = 2; seed < 30; seed++) {
      assertThat(batches(new Random(seed), new int[3])).isEqualTo(expected);
    }
    int[] afterTwo = new int[3];
    expected.subList(0, 2).stream()
        .flatMap(List::stream)
        .forEach(record -> afterTwo[record.charAt(0) - '0']++);
    assertThat(batches(new Random(99), afterTwo)).isEqualTo(expected.subList(2, expected.size()));
  }

  /** Cuts all that is left into micro-batches of 8, fetching some records now and then. */
  private static List<List<String>> batches(Random random, int[] from) {
    List<PartitionQueue> queues =
        IntStream.range(0, 3).mapToObj(p -> new PartitionQueue(p, from[p])).toList();
    int[] fetched = from.clone();
    PartitionMerge merge = new PartitionMerge(queues, 8 / 3);
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    merge.begin();
    while (true) {
      ConsumerRecord<byte[], byte[]> record = merge.next(index -> fetched[index] < SIZES[index]);
      if (record != null) {
        batch.add(record.partition() + "@" + record.offset());
      } else if (merge.isWaiting()) {
        int partition = random.nextInt(3);
        int more = Math.min(random.nextInt(6), SIZES[partition] - fetched[partition]);
        IntStream.range(0, more)
            .forEach(i -> queues.get(partition).add(record(partition, fetched[partition]++)));
      }
      boolean over = record == null && !merge.isWaiting();
      if (batch.size() == 8 || (over && !batch.isEmpty())) {
        batches.add(List.copyOf(batch));
        batch.clear();
        merge.begin();
      }
      if (over) {
        return batches;
      }
    }
  }

  private static List<String> drain(
      PartitionMerge merge, List<PartitionQueue> queues, int[] ends, int most) {
    List<String> order = new ArrayList<>();
    merge.begin();
    ConsumerRecord<byte[], byte[]> record;
    while (order.size() < most
        && (record = merge.next(index -> queues.get(index).next() < ends[index])) != null) {
      order.add(record.partition() + "@" + record.offset());
    }
    return order;
  }

  private static List<PartitionQueue> queues() {
    return IntStream.range(0, 3).mapToObj(p -> new PartitionQueue(p, 0)).toList();
  }

  private static void fill(List<PartitionQueue> queues, int partition, int count) {
    IntStream.range(0, count).forEach(i -> queues.get(partition).add(record(partition, i)));
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return new ConsumerRecord<>("examples", partition, offset, new byte[0], new byte[0]);
  }
}
