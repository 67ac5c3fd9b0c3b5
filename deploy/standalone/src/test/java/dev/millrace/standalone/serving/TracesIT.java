package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.avro.Interaction;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.serving.LanguageModelSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.telemetry.OtlpSettings;
import dev.millrace.standalone.telemetry.SpanSource;
import dev.millrace.standalone.telemetry.Telemetry;
import dev.millrace.standalone.telemetry.TelemetrySettings;
import dev.millrace.standalone.testsupport.Collector;
import dev.millrace.standalone.testsupport.Collector.Received;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.SampleCheckpoints;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.TopologyName;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The spans of a trace, from the interaction to both lists, as a collector receives them. */
@ExtendWith(PlatformExtension.class)
@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class TracesIT {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENT = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE_ID + "-" + CLIENT + "-01";
  private static final String OTHER_ID = "5bf92f3577b34da6a3ce929d0e0e4736";
  private static final String UNSAMPLED = "00-" + OTHER_ID + "-" + CLIENT + "-00";

  @TempDir private Path folder;

  private final TestPlatform platform;
  private final Collector collector = Collector.start();
  private ServingFixture fixture;
  private StoredCheckpoint checkpoint;

  TracesIT(TestPlatform platform) {
    this.platform = platform;
  }

  @BeforeEach
  void prepare() throws IOException {
    fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(), new InMemorySchemaRegistry(), platform.prefix());
    TitledCatalogue.fill(fixture);
    Path base = folder.resolve("base");
    TitledCatalogue.makeModel(base);
    checkpoint = new SampleCheckpoints(folder.resolve("store"), base).write(1, 0.05);
    fixture.write(
        fixture.topics().checkpoints(),
        "cds",
        new NextAnnouncement(null, Instant.now()).promoted(checkpoint, "better"));
  }

  @AfterEach
  void close() {
    fixture.close();
    collector.close();
  }

  @Test
  void shouldTellOneTraceFromTheInteractionToBothLists() throws Exception {
    try (Telemetry ofStreams = telemetry("streams");
        Telemetry ofServing = telemetry("serving");
        FileStore store = FileStore.open(folder.resolve("store"));
        StreamsApplication streams =
            new StreamsApplication(
                fixture.streamsSettings(folder.resolve("state")),
                fixture.topics(),
                EnumSet.of(TopologyName.SEQUENCES),
                ofStreams.tracing());
        ServingApplication serving =
            fixture.startServing(
                fixture
                    .settings("one")
                    .withLanguageModel(LanguageModelSettings.defaults().withModel("cds")),
                new CheckpointAccess(store, folder.resolve("cache")),
                ofServing.tracing())) {
      streams.start();
      assertThat(streams.awaitRunning(Duration.ofMinutes(3))).isTrue();
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      send("quiet", "e1", UNSAMPLED);
      send("traced", "e2", SAMPLED);
      send("traced", " ", SAMPLED);
      await("all lists", () -> fixture.readBytes(lists()).size() == 4);
      await("all spans", () -> collector.spans().size() == 4);
    }

    assertThat(collector.spans()).allMatch(span -> span.traceId().equals(TRACE_ID));
    Map<String, Received> spans =
        collector.spans().stream().collect(Collectors.toMap(TracesIT::nameOf, span -> span));
    Received sequence = spans.get("process");
    Received instant = spans.get("instant list");
    Received refined = spans.get("refined list");
    assertThat(sequence.service()).isEqualTo("streams");
    assertThat(sequence.parentId()).isEqualTo(CLIENT);
    assertThat(List.of(instant, refined))
        .allSatisfy(
            list -> {
              assertThat(list.service()).isEqualTo("serving");
              assertThat(list.parentId()).isEqualTo(sequence.spanId());
            });
    assertThat(refined.attributes())
        .contains(entry("millrace.checkpoint.id", checkpoint.reference().id().value()));
    assertThat(spans.get("process failed").parentId()).isEqualTo(CLIENT);
    assertThat(spans.get("process failed").span().getStatus().getMessage())
        .startsWith("eventId is blank");
    assertThat(headers(fixture.topics().userSequences().name()))
        .containsExactlyInAnyOrder(UNSAMPLED, headerOf(sequence));
    assertThat(headers(lists()))
        .containsExactlyInAnyOrder(UNSAMPLED, UNSAMPLED, headerOf(instant), headerOf(refined));
  }

  private static String nameOf(Received received) {
    boolean failed = received.span().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
    String name = received.span().getName();
    return name.startsWith("process ") ? "process" + (failed ? " failed" : "") : name;
  }

  private static String headerOf(Received span) {
    return "00-" + TRACE_ID + "-" + span.spanId() + "-01";
  }

  private String lists() {
    return fixture.topics().recommendations().name();
  }

  private List<String> headers(String topic) {
    return fixture.readBytes(topic).stream()
        .map(record -> TraceContext.of(record.headers()))
        .toList();
  }

  private void send(String user, String eventId, String traceparent) {
    fixture.writeTraced(
        fixture.topics().interactions(),
        new Interaction(eventId, user, "i0", "click", null, TestRecords.NOW),
        user,
        traceparent);
  }

  private Telemetry telemetry(String service) {
    OtlpSettings otlp = new OtlpSettings(collector.endpoint(), Map.of(), Optional.empty());
    return Telemetry.open(new TelemetrySettings(otlp), new SpanSource(service, "1", "here"));
  }
}
