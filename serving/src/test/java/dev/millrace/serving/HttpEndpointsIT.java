package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.serving.dashboard.Dashboard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsIT implements ServingView {

  private static final Topics TOPICS =
      Topics.of(
          TopicNames.defaults(),
          new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpEndpoints endpoints =
      new HttpEndpoints(
          this,
          ServingSettings.defaults().withHttp(new HttpAddress("127.0.0.1", 0)),
          new Dashboard(new Dashboard.Subject(TOPICS, "millrace", List::of), Map.of(), Map.of()));
  private ServingState state = new ServingState.Running();
  private List<String> notReady = List.of();
  private CompletableFuture<QueryAnswer> answer = new CompletableFuture<>();

  @BeforeEach
  void start() {
    endpoints.start();
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  @Test
  void shouldServeThePageAndAllThatItLoads() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'");
    List<String> loaded =
        Pattern.compile("(?:src|href)=\"([^#\"]+)\"")
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(loaded).hasSizeGreaterThan(3);
    for (String file : loaded) {
      assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void shouldSayNotReadyWithReasonsWhileStarting() throws Exception {
    state = new ServingState.Starting();
    notReady = List.of("catalogue and model are being read: [items]");

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"not ready\","
                + "\"reasons\":[\"catalogue and model are being read: [items]\"]}");
    assertThat(get("/recommendations/u").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldSayWhyWhenServingFailed() throws Exception {
    state = new ServingState.Failed(new IllegalStateException("the reason"));

    HttpResponse<String> live = get("/health/live");

    assertThat(live.statusCode()).isEqualTo(503);
    assertThat(live.body()).contains("the reason");
  }

  @Test
  void shouldNamePartitionsWhenUserIsServedElsewhere() throws Exception {
    answer.complete(new QueryAnswer.Elsewhere(3, Set.of(1)));

    HttpResponse<String> elsewhere = get("/recommendations/u");

    assertThat(elsewhere.statusCode()).isEqualTo(421);
    assertThat(elsewhere.body())
        .contains("partition 3, which another process serves; served here: [1]");
  }

  @Test
  void shouldSayWhatIsAcceptedWhenLengthIsOutOfRange() throws Exception {
    for (String wrong : List.of("0", "1001", "ten", "-1", "99999999999")) {
      HttpResponse<String> refused = get("/recommendations/u?k=" + wrong);

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .isEqualTo(
              "{\"message\":\"k is a number from 1 to 1000, but was '%s'\"}".formatted(wrong));
    }
  }

  @Test
  void shouldAnswerBusyWhenTheServingThreadRefuses() throws Exception {
    answer = CompletableFuture.failedFuture(new IllegalStateException("too many"));

    assertThat(get("/recommendations/u").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldTellHealthAloneToWhoShowsNoToken() throws Exception {
    ServingSettings settings =
        ServingSettings.defaults()
            .withHttp(new HttpAddress("127.0.0.1", 0, Optional.of("a-token"), Optional.empty()));
    Dashboard page =
        new Dashboard(new Dashboard.Subject(TOPICS, "millrace", List::of), Map.of(), Map.of());
    try (HttpEndpoints guarded = new HttpEndpoints(this, settings, page)) {
      guarded.start();
      String url = settings.http().url(guarded.port());
      assertThat(status(url + "/health/live", "none")).isEqualTo(200);
      for (String path : List.of("/", "/metrics", "/recommendations/u", "/api/freshness")) {
        assertThat(status(url + path, "Bearer another")).as(path).isEqualTo(401);
      }
      assertThat(status(url + "/", "Bearer a-token")).isEqualTo(200);
      assertThat(status(url + "/metrics", "Bearer a-token")).isEqualTo(200);
    }
  }

  private int status(String url, String authorization) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void shouldShowMetricsAsTheyAre() throws Exception {
    assertThat(get("/metrics").body()).isEqualTo("a_metric 1\n");
  }

  @Override
  public ServingState state() {
    return state;
  }

  @Override
  public List<String> notReady() {
    return notReady;
  }

  @Override
  public String metrics() {
    return "a_metric 1\n";
  }

  @Override
  public CompletableFuture<QueryAnswer> ask(String userId, int k) {
    return answer;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + endpoints.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
