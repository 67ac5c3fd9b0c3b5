package dev.millrace.standalone.cli;

import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the titles of a few items from the catalogue's topic. */
final class TitleLookup {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Connection connection;
  private final Topic<String, Item> items;

  TitleLookup(Connection connection, Topic<String, Item> items) {
    this.connection = connection;
    this.items = items;
  }

  /** Titles by item id; an item that the catalogue does not know is left out. */
  Map<String, String> titlesOf(Set<String> wanted) {
    Map<String, String> titles = new HashMap<>();
    try (KafkaConsumer<String, Item> consumer = TopicReader.open(connection, items)) {
      consumer.seekToBeginning(consumer.assignment());
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, Item> item : consumer.poll(POLL)) {
          remember(item, wanted, titles);
        }
      }
    }
    return titles;
  }

  private static void remember(
      ConsumerRecord<String, Item> item, Set<String> wanted, Map<String, String> titles) {
    if (!wanted.contains(item.key())) {
      return;
    }
    if (item.value() == null) {
      titles.remove(item.key());
    } else {
      titles.put(item.key(), item.value().getTitle());
    }
  }
}
