package dev.millrace.contract.serde;

import java.io.Serial;

/**
 * A record does not start with the zero byte of the Confluent wire format: something else wrote it.
 */
public final class WrongMagicByteException extends MalformedRecordException {

  @Serial private static final long serialVersionUID = 1L;

  WrongMagicByteException(String topic, byte found) {
    super(
        "A record of topic '%s' starts with byte 0x%02x instead of 0x00: it was not written in the Confluent wire format"
            .formatted(topic, found),
        null);
  }
}
