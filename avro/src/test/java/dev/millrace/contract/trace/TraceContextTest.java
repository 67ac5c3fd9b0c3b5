package dev.millrace.contract.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceContextTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldTakeTheHeaderAndNoOther() {
    Headers headers = passed(with(TRACE).add("secret", new byte[] {1}));

    assertThat(headers).hasSize(1);
    assertThat(headers.lastHeader("traceparent").value()).isEqualTo(TRACE.getBytes(UTF_8));
  }

  @Test
  void shouldTakeTheLastWhenThereAreSeveral() {
    String later = TRACE.replace("-01", "-00");

    assertThat(TraceContext.of(with(TRACE).add("traceparent", later.getBytes(UTF_8))))
        .isEqualTo(later);
  }

  @Test
  void shouldLeaveBehindWhatIsMalformed() {
    assertThat(
            List.of(
                "",
                TRACE.substring(0, 52),
                TRACE.toUpperCase(Locale.ROOT),
                TRACE.replace('-', '_'),
                TRACE + "-and-more"))
        .allSatisfy(value -> assertThat(passed(with(value))).isEmpty());
  }

  @Test
  void shouldHaveNoHeaderWhenThereIsNone() {
    assertThat(passed(new RecordHeaders())).isEmpty();
    assertThat(passed(new RecordHeaders().add("traceparent", null))).isEmpty();
  }

  private static Headers passed(Headers headers) {
    return TraceContext.headers(TraceContext.of(headers));
  }

  private static Headers with(String value) {
    return new RecordHeaders().add("traceparent", value.getBytes(UTF_8));
  }
}
