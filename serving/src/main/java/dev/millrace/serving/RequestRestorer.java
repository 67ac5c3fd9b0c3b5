package dev.millrace.serving;

import dev.millrace.contract.record.InvalidRecordException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the requests again that an earlier owner of partitions has left open. Belongs to the
 * serving thread.
 */
final class RequestRestorer {

  private static final Logger LOG = LoggerFactory.getLogger(RequestRestorer.class);

  private final PartitionReader reader;
  private final RequestReader requests;

  RequestRestorer(PartitionReader reader, RequestReader requests) {
    this.reader = reader;
    this.requests = requests;
  }

  /**
   * @param committed offsets of partitions of the requests, with what is open as metadata; null
   *     where nothing has been committed
   * @param users filled; holds the partitions
   */
  void restore(Map<TopicPartition, OffsetAndMetadata> committed, HeldUsers users) {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<Integer, Set<Long>> open = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          List<Long> offsets = offset == null ? List.of() : OpenRequests.offsets(offset.metadata());
          if (!offsets.isEmpty()) {
            from.put(partition, offsets.get(0));
            ends.put(partition, offsets.get(offsets.size() - 1) + 1);
            open.put(partition.partition(), new HashSet<>(offsets));
          }
        });
    if (!open.isEmpty()) {
      reader.read(
          from,
          ends,
          record -> {
            if (open.getOrDefault(record.partition(), Set.of()).contains(record.offset())) {
              take(record, users);
            }
          });
      LOG.info("Requests restored; open={}", open);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, HeldUsers users) {
    try {
      int partition = record.partition();
      users.putOpenRequests(partition, users.openRequests(partition).with(requests.read(record)));
    } catch (InvalidRecordException otherSettings) {
      LOG.warn("An open request is given up; reason={}", otherSettings.getMessage());
    }
  }
}
