package dev.millrace.trainer.kafka;

import java.io.Serial;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Examples were deleted from the topic before they were learned. */
public final class LostExamplesException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  LostExamplesException(
      Map<TopicPartition, Long> wanted, Map<TopicPartition, Long> begins, Throwable cause) {
    super(
        "Examples are gone before they were learned: "
            + wanted.entrySet().stream()
                .map(
                    entry ->
                        "%s goes on at offset %d and begins at %s"
                            .formatted(
                                entry.getKey(), entry.getValue(), begins.get(entry.getKey())))
                .collect(Collectors.joining(", "))
            + "; a longer retention prevents it, another trainer.online.model.name begins anew",
        cause);
  }
}
