package dev.millrace.standalone.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a dead letter lies.
 *
 * @param topic the dead-letter topic
 * @param partition its partition
 * @param offset the letter's offset
 */
public record LetterPosition(String topic, int partition, long offset) {

  private static final Pattern TEXT = Pattern.compile("(.+)-(\\d{1,9})[@-](\\d{1,18})");

  static LetterPosition of(ConsumerRecord<?, ?> record) {
    return new LetterPosition(record.topic(), record.partition(), record.offset());
  }

  /**
   * Reads {@code topic-partition@offset}; a hyphen may stand for the at sign.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static LetterPosition parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A dead letter is named TOPIC-PARTITION@OFFSET, for instance interactions.dlq-0@17; found '"
              + text
              + "'");
    }
    return new LetterPosition(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
