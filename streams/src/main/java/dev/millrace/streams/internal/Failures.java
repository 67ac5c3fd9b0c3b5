package dev.millrace.streams.internal;

import dev.millrace.contract.registry.SchemaRegistryException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells failures of a record from failures of what surrounds it. */
public final class Failures {

  private Failures() {}

  /**
   * Whether another record would have failed as well: the registry, the broker or a store does not
   * do its part. Such a failure must never make a dead letter of a good record.
   */
  public static boolean isOfSurroundings(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SerializationException) {
        return false;
      }
      if (cause instanceof KafkaException
          || cause instanceof SchemaRegistryException
          || cause instanceof UnknownStateFormatException) {
        return true;
      }
    }
    return false;
  }

  /** Whether a failure of this type is among the causes. */
  public static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
