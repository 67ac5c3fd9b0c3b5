package dev.millrace.contract.deadletter;

/**
 * Why a record lies in a dead-letter topic, and where it came from.
 *
 * @param exception class name of what was thrown
 * @param message its message; empty when it had none
 * @param topic topic the record came from
 * @param partition its partition; -1 when unknown
 * @param offset its offset; -1 when unknown
 */
public record DeadLetterReason(
    String exception, String message, String topic, int partition, long offset) {

  /** One line for people. */
  @Override
  public String toString() {
    return "%s-%d@%d: %s (%s)".formatted(topic, partition, offset, message, exception);
  }
}
