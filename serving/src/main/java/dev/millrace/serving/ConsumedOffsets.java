package dev.millrace.serving;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets to commit in a transaction.
 *
 * @param next the next record to read, per partition
 * @param group whose offsets they are
 */
record ConsumedOffsets(Map<TopicPartition, OffsetAndMetadata> next, ConsumerGroupMetadata group) {}
