package dev.millrace.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.serving.HeldUser.Refined;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A header of answers to requests: which sequence of the user had been refined by then, and by
 * what. An answer has the same key as the refined list, so compaction leaves the answer alone; who
 * restores the user must know that the list was written.
 */
final class RefinedMark {

  /** Version of the sequence, checkpoint id and model id, with spaces between. */
  static final String HEADER = "millrace.refined";

  private RefinedMark() {}

  /** Adds the header, unless nothing was refined. */
  static void put(Headers headers, @Nullable Refined refined) {
    if (refined != null) {
      String text =
          "%d %s %s"
              .formatted(refined.version(), refined.by().checkpointId(), refined.by().modelId());
      headers.add(HEADER, text.getBytes(UTF_8));
    }
  }

  /** What the header says, without the list; null if there is none, or none of ours. */
  static @Nullable Refined read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return null;
    }
    String[] parts = new String(header.value(), UTF_8).split(" ", 3);
    return parts.length == 3 && parts[0].matches("\\d{1,18}")
        ? new Refined(
            Long.parseLong(parts[0]), new MadeBy(parts[2].intern(), parts[1].intern()), null)
        : null;
  }
}
