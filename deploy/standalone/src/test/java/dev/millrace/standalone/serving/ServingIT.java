package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.Topic;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingFencedException;
import dev.millrace.serving.ServingState;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class ServingIT {

  private static final byte[] POISON = "not Avro".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SchemaRegistry registry;
  private final TestPlatform platform;
  private ServingFixture fixture;

  ServingIT(TestPlatform platform) {
    this.platform = platform;
    this.registry = ConfluentSchemaRegistry.at(platform.registryUrl().toString());
  }

  @BeforeEach
  void openFixture(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(),
            registry,
            platform.prefix() + Integer.toHexString(name.hashCode()) + ".");
    for (String item : List.of("a", "b", "c", "p", "q")) {
      fixture.write(fixture.topics().items(), item, TestRecords.item(item));
    }
    fixture.write(
        fixture.topics().itemTransitions(), "a", TestRecords.transitions("a", "b", "c", "gone"));
    fixture.write(fixture.topics().itemPopularity(), "p", TestRecords.popularity("p", 5));
    fixture.write(fixture.topics().itemPopularity(), "q", TestRecords.popularity("q", 7));
  }

  @AfterEach
  void closeFixture() {
    fixture.close();
  }

  @Test
  void shouldWriteListWhenSequenceChanges() {
    try (ServingApplication serving = start("one")) {
      writeSequence("u1", 1, "a");
      await("the list", () -> lists("u1").size() == 1);

      Recommendation list = lists("u1").get(0);
      assertThat(itemsOf(list)).containsExactly("b", "c", "q", "p");
      assertThat(list.getItems())
          .extracting(RecommendedItem::getSource)
          .containsExactly("transitions", "transitions", "popularity", "popularity");
      assertThat(list.getItems().get(0).getReason()).isEqualTo("because you took Title of a");
      assertThat(list.getItems().get(0).getBecauseItemId()).isEqualTo("a");
      assertThat(list.getModelId()).isEqualTo("transitions");
      assertThat(list.getSequenceVersion()).isEqualTo(1);
      assertThat(list.getSourceTopic()).isEqualTo(fixture.topics().userSequences().name());
      assertThat(list.getInteractionArrivedAt()).isEqualTo(TestRecords.NOW);
      assertThat(list.getShadows().get(0).getModelId()).isEqualTo("popularity");
      assertThat(list.getShadows().get(0).getItemIds()).containsExactly("q", "p");
      assertThat(serving.stats().lists()).isEqualTo(1);
    }
  }

  @Test
  void shouldAnswerRequestsAndSayNothingTwiceWhenListIsUnchanged() {
    try (ServingApplication serving = start("one")) {
      writeSequence("u1", 1, "a");
      await("the list", () -> lists("u1").size() == 1);

      writeSequence("u1", 2, "a");
      await("the sequence", () -> serving.stats().unchanged() == 1);
      writeRequest(TestRecords.request("u1", "r1", 2));
      writeRequest(
          new RecommendationRequest("r2", "u1", 5, false, List.of("b"), List.of("category-c")));
      await("the answers", () -> serving.stats().answers() == 2);

      List<Recommendation> lists = lists("u1");
      assertThat(lists).hasSize(3);
      assertThat(itemsOf(answer(lists, "r1"))).containsExactly("b", "c");
      assertThat(itemsOf(answer(lists, "r2"))).containsExactly("c");
    }
  }

  @Test
  void shouldForgetUserWhenSequenceIsATombstone() {
    try (ServingApplication serving = start("one")) {
      writeSequence("u1", 1, "a");
      await("the list", () -> lists("u1").size() == 1);

      fixture.write(fixture.topics().userSequences(), "u1", null);
      await("the tombstone", () -> serving.stats().tombstones() == 1);

      List<ConsumerRecord<byte[], byte[]>> records =
          fixture.readBytes(fixture.topics().recommendations().name());
      assertThat(records).hasSize(2);
      assertThat(records.get(1).value()).isNull();
      assertThat(serving.stats().users()).isZero();
    }
  }

  @Test
  void shouldPutBadRecordsAsideAndGoOnWhenBytesAreNoAvro() {
    List<Topic<String, ?>> poisoned =
        List.of(
            fixture.topics().items(),
            fixture.topics().itemTransitions(),
            fixture.topics().itemPopularity());
    poisoned.forEach(topic -> fixture.writeBytes(topic, "bad", POISON));
    try (ServingApplication serving = start("one")) {
      fixture.writeBytes(fixture.topics().userSequences(), "bad", POISON);
      fixture.writeBytes(fixture.topics().recommendationRequests(), "bad", POISON);
      writeRequest(TestRecords.request("u1", "r1", 1001));
      writeSequence("u1", 1, "a");
      await("the list", () -> lists("u1").size() == 1);
      await("the dead letters", () -> serving.stats().deadLetters() == 6);
    }
    start("one").close();

    poisoned.forEach(topic -> assertThat(deadLetters(topic)).hasSize(1));
    assertThat(deadLetters(fixture.topics().userSequences())).hasSize(1);
    assertThat(deadLetters(fixture.topics().recommendationRequests())).hasSize(2);
    ConsumerRecord<byte[], byte[]> letter = deadLetters(fixture.topics().items()).get(0);
    assertThat(letter.value()).isEqualTo(POISON);
    DeadLetterReason reason = DeadLetters.reason(letter.headers()).orElseThrow();
    assertThat(reason.exception()).endsWith("WrongMagicByteException");
    assertThat(reason.topic()).isEqualTo(fixture.topics().items().name());
  }

  @Test
  void shouldRememberUsersWhenRestarted() {
    try (ServingApplication serving = start("one")) {
      for (int user = 0; user < 20; user++) {
        writeSequence("u" + user, 1, "a");
      }
      await("the lists", () -> serving.stats().lists() == 20);
    }

    try (ServingApplication again = start("one")) {
      assertThat(again.stats().users()).isEqualTo(20);
      writeSequence("u1", 2, "a");
      writeSequence("u2", 2, "a", "b");
      await("the sequences", () -> again.stats().sequences() == 2);

      assertThat(again.stats().unchanged()).isEqualTo(1);
      assertThat(lists("u1")).hasSize(1);
      assertThat(lists("u2")).hasSize(2);
    }
  }

  @Test
  void shouldShareThePartitionsWhenASecondInstanceStarts() {
    try (ServingApplication one = start("one");
        ServingApplication two = start("two")) {
      for (int user = 0; user < 50; user++) {
        writeSequence("u" + user, 1, "a");
      }
      await("all lists", () -> one.stats().lists() + two.stats().lists() == 50);

      assertThat(one.stats().lists()).isPositive();
      assertThat(two.stats().lists()).isPositive();
      List<Integer> statuses =
          List.of(one, two).stream()
              .map(it -> get(it, "/recommendations/u1").statusCode())
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(200, 421);
    }
  }

  @Test
  void shouldStopTheOlderWhenTwoShareAnInstanceId() {
    try (ServingApplication older = start("one");
        ServingApplication newer = start("one")) {
      writeSequence("u1", 1, "a");
      await("the older to stop", () -> older.state().isOver());
      await("the list", () -> lists("u1").size() == 1);

      assertThat(older.state())
          .isInstanceOfSatisfying(
              ServingState.Failed.class,
              failed -> assertThat(failed.cause()).isInstanceOf(ServingFencedException.class));
      assertThat(get(older, "/health/live").statusCode()).isEqualTo(503);
      assertThat(newer.state()).isEqualTo(new ServingState.Running());
    }
  }

  @Test
  void shouldAnswerHttpWhenAsked() {
    try (ServingApplication serving = start("one")) {
      writeSequence("u1", 7, "a");
      await("the list", () -> serving.stats().lists() == 1);

      assertThat(get(serving, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(serving, "/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(get(serving, "/recommendations/u1?k=2").body())
          .contains("\"sequenceVersion\":7", "\"source\":\"transitions\"", "Title of b")
          .doesNotContain("Title of q");
      assertThat(get(serving, "/recommendations/stranger").body())
          .contains("\"sequenceVersion\":0", "\"source\":\"popularity\"", "Title of q");
      assertThat(get(serving, "/recommendations/u1?k=0").statusCode()).isEqualTo(400);
      assertThat(get(serving, "/metrics").body())
          .contains("millrace_serving_lists_emitted_total 1.0")
          .contains("millrace_freshness_seconds_count{stage=\"instant\"} 1")
          .contains("millrace_freshness_seconds_bucket{stage=\"sequence\",le=\"0.1\"}")
          .contains("jvm_memory_used_bytes")
          .contains("kafka_consumer_")
          .contains("kafka_producer_");
    }
  }

  private ServingApplication start(String instanceId) {
    return fixture.startServing(fixture.settings(instanceId));
  }

  private void writeSequence(String user, long version, String... items) {
    fixture.write(
        fixture.topics().userSequences(), user, TestRecords.sequence(user, version, items));
  }

  private void writeRequest(RecommendationRequest request) {
    fixture.write(fixture.topics().recommendationRequests(), request.getUserId(), request);
  }

  private List<Recommendation> lists(String user) {
    return fixture.readAll(fixture.topics().recommendations()).stream()
        .filter(list -> list.getUserId().equals(user))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(Topic<String, ?> topic) {
    return fixture.readBytes(topic.deadLetterName());
  }

  private static Recommendation answer(List<Recommendation> lists, String correlationId) {
    return lists.stream()
        .filter(list -> correlationId.equals(list.getCorrelationId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> itemsOf(Recommendation list) {
    return list.getItems().stream().map(RecommendedItem::getItemId).toList();
  }

  private HttpResponse<String> get(ServingApplication serving, String path) {
    URI uri = URI.create("http://127.0.0.1:" + serving.httpPort() + path);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("No answer from " + uri, e);
    }
  }
}
