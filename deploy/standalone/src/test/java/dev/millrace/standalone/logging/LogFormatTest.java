package dev.millrace.standalone.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.standalone.Millrace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The log as the distribution configures it. */
class LogFormatTest {

  private static final String MESSAGE = "A stream thread died. topology={} response={}";

  @Test
  void shouldWriteOneObjectALineWhenJsonIsWanted() throws Exception {
    String log =
        log(
            "json",
            logger -> {
              logger.error(
                  MESSAGE, "sequences", "SHUTDOWN", new IllegalStateException("two\nlines"));
              logger.info("Plain");
            });

    assertThat(log.lines()).hasSize(2);
    JsonNode first = json(log, 0);
    assertThat(first.get("timestamp").isIntegralNumber()).isTrue();
    assertThat(first.get("level").asText()).isEqualTo("ERROR");
    assertThat(first.get("threadName").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(first.get("loggerName").asText()).isEqualTo(Millrace.class.getName());
    assertThat(first.get("message").asText()).isEqualTo(MESSAGE);
    assertThat(first.get("arguments"))
        .extracting(JsonNode::asText)
        .containsExactly("sequences", "SHUTDOWN");
    assertThat(first.get("formattedMessage").asText())
        .isEqualTo("A stream thread died. topology=sequences response=SHUTDOWN");
    assertThat(first.at("/throwable/className").asText())
        .isEqualTo(IllegalStateException.class.getName());
    assertThat(first.at("/throwable/message").asText()).isEqualTo("two\nlines");
    assertThat(first.at("/throwable/stepArray/0/className").asText())
        .startsWith(LogFormatTest.class.getName());
    assertThat(json(log, 1).get("formattedMessage").asText()).isEqualTo("Plain");
  }

  @Test
  void shouldWriteForPeopleOtherwise() throws Exception {
    String log = log(null, logger -> logger.info("Serving; port={}", 8080));

    assertThat(log).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Millrace: Serving; port=8080\n");
  }

  private static JsonNode json(String log, int line) throws JsonProcessingException {
    return new ObjectMapper().readTree(log.lines().toList().get(line));
  }

  private static String log(@Nullable String format, Consumer<Logger> work) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    if (format != null) {
      context.putProperty("MILLRACE_LOG_FORMAT", format);
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Objects.requireNonNull(Millrace.class.getResource("/logback.xml")));
      work.accept(context.getLogger(Millrace.class));
    } finally {
      System.setErr(before);
      context.stop();
    }
    return written.toString(UTF_8);
  }
}
