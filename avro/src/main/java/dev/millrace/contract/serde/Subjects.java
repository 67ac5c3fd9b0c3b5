package dev.millrace.contract.serde;

/** Subject names, as Confluent's TopicNameStrategy makes them. */
public final class Subjects {

  private Subjects() {}

  /** Subject of the schema of a topic's values. */
  public static String ofValues(String topic) {
    return topic + "-value";
  }
}
