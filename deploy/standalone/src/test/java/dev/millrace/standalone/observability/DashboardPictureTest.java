package dev.millrace.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.standalone.observability.Prometheus.Span;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The dashboard's picture of figures made up here, or, where one is named, of a Prometheus. */
class DashboardPictureTest {

  private static final Path PICTURE = Path.of("..", "..", "docs", "images", "dashboard.png");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final Span HOUR =
      new Span(END.minus(1, ChronoUnit.HOURS), END, Duration.ofMinutes(1));
  private static final int DESKTOP = 1440;

  /** How often the sample of a configuration scrapes; more would be steps. */
  private static final Duration STEP = Duration.ofSeconds(15);

  private final GrafanaDashboard dashboard = ObservabilityFiles.dashboard();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void shouldDrawEveryPanelAndNameQueriesWithoutAnAnswer() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::answer);
    server.start();
    try {
      DashboardPicture picture =
          DashboardPicture.draw(dashboard, at(server.getAddress().getPort()), HOUR, "made up");

      assertThat(asked)
          .hasSize(targets())
          .allSatisfy(query -> assertThat(query).doesNotContain("$"));
      assertThat(picture.silent())
          .hasSize(2)
          .allSatisfy(query -> assertThat(query).contains("millrace_streams_restore"));
      assertThat(picture.image().getWidth()).isEqualTo(DESKTOP);
      assertThat(colors(picture.image())).contains(PanelChart.color(0).getRGB());
    } finally {
      server.stop(0);
    }
  }

  /** {@code make dashboard PROMETHEUS=http://127.0.0.1:9090 MINUTES=10}. */
  @Test
  @EnabledIfSystemProperty(named = "millrace.prometheus", matches = "http.+")
  void shouldDrawWhatPrometheusKnows() throws Exception {
    Prometheus prometheus = new Prometheus(URI.create(System.getProperty("millrace.prometheus")));
    String until = System.getProperty("millrace.prometheus.end", "");
    Instant end =
        (until.isEmpty() ? Instant.now() : Instant.parse(until)).truncatedTo(ChronoUnit.SECONDS);
    Duration time = Duration.ofMinutes(Long.getLong("millrace.prometheus.minutes", 10));
    String note =
        "The queries of deploy/observability/grafana/millrace.json, asked of Prometheus %s at %s UTC, drawn by DashboardPictureTest. This is not Grafana."
            .formatted(
                prometheus.version(),
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
                    .withZone(ZoneOffset.UTC)
                    .format(end));

    DashboardPicture picture =
        DashboardPicture.draw(dashboard, prometheus, new Span(end.minus(time), end, STEP), note);

    ImageIO.write(picture.image(), "png", PICTURE.toFile());
    assertThat(picture.silent()).as("queries that nothing answers").isEmpty();
  }

  private int targets() {
    return dashboard.charts().stream().mapToInt(panel -> panel.get("targets").size()).sum();
  }

  private static Prometheus at(int port) {
    return new Prometheus(URI.create("http://127.0.0.1:" + port));
  }

  private static List<Integer> colors(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().boxed().toList();
  }

  /** Two series for everything but the state that is restored. */
  private void answer(HttpExchange exchange) throws IOException {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    asked.add(query);
    String result = query.contains("_restore") ? "" : series("a", "0.5") + "," + series("b", "NaN");
    byte[] body =
        "{\"status\":\"success\",\"data\":{\"result\":[%s]}}"
            .formatted(result)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String series(String topology, String value) {
    long end = END.getEpochSecond();
    return """
        {"metric": {"topology": "%s"}, "values": [[%d, "2"], [%d, "%s"], [%d, "1e3"]]}"""
        .formatted(topology, end - 1800, end - 900, value, end);
  }
}
