package dev.millrace.contract.serde;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record cannot be read, now or later: such a record belongs in the dead-letter
 * topic. A registry that does not answer is never reported so.
 */
public abstract sealed class MalformedRecordException extends SerializationException
    permits TrailingBytesException,
        TruncatedRecordException,
        UnknownWriterSchemaException,
        UnreadableRecordException,
        WrongMagicByteException {

  @Serial private static final long serialVersionUID = 1L;

  MalformedRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
