package dev.millrace.streams.internal;

/**
 * Where a record lies.
 *
 * @param topic the topic that people know, not an internal one
 * @param partition of the topic
 * @param offset in the partition
 */
public record RecordPosition(String topic, int partition, long offset) {

  /**
   * @param text partition and offset with a slash between
   */
  static RecordPosition parse(String topic, String text) {
    int slash = text.indexOf('/');
    return new RecordPosition(
        topic,
        Integer.parseInt(text, 0, slash, 10),
        Long.parseLong(text, slash + 1, text.length(), 10));
  }
}
