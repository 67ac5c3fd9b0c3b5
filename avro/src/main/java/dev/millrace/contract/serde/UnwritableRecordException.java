package dev.millrace.contract.serde;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/** A record cannot be encoded: a field that must have a value is null, say. */
public final class UnwritableRecordException extends SerializationException {

  @Serial private static final long serialVersionUID = 1L;

  UnwritableRecordException(String topic, Class<?> type, Throwable cause) {
    super(
        "A %s cannot be written to topic '%s': %s".formatted(type.getSimpleName(), topic, cause),
        cause);
  }
}
