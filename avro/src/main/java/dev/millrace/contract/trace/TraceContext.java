package dev.millrace.contract.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C's Trace Context, which goes from an interaction to what is
 * made of it alone, so that a tracing system can show them together. What many interactions are
 * summed up in belongs to no trace. Malformed headers are left behind, for they come from outside.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class TraceContext {

  /** Name of the header. */
  public static final String TRACEPARENT = "traceparent";

  /** Version, trace id, parent id and flags; later versions may add fields, which none has yet. */
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int LENGTH = 55;

  private TraceContext() {}

  /** The value of the header; null when there is none that is well-formed. */
  public static @Nullable String of(Headers headers) {
    Header header = headers.lastHeader(TRACEPARENT);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return null;
    }
    String value = new String(header.value(), ISO_8859_1);
    return FORM.matcher(value).matches() ? value : null;
  }

  /** Headers that hold nothing else. */
  public static Headers headers(@Nullable String traceparent) {
    Headers headers = new RecordHeaders();
    return traceparent == null
        ? headers
        : headers.add(TRACEPARENT, traceparent.getBytes(ISO_8859_1));
  }
}
