package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {

  private static final Events.Source SOURCE =
      new Events.Source(Events.of("a1", "b1", "a2", "b2", "a3", "b3"));
  private static final Pacing FAST = new Pacing.AsFastAsPossible();
  private static final ReplayListener DEAF = progress -> {};

  private final Path folder;
  private final Topics topics =
      Topics.of(
          TopicNames.defaults(),
          new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));

  ReplayerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldSendTheCatalogueAndThenEveryInteractionUnderItsUser() {
    FakePorts ports = new FakePorts(true);

    ReplaySummary summary = replayer(ports).run(SOURCE, ReplaySettings.all(FAST), DEAF);

    assertThat(ports.items.history()).extracting(ProducerRecord::key).containsExactly("1", "2");
    assertThat(ports.sent()).isEqualTo(SOURCE.all());
    assertThat(ports.interactions.history())
        .allMatch(sent -> sent.key().equals(sent.value().getUserId()))
        .allMatch(sent -> sent.topic().equals("interactions"));
    assertThat(summary.items()).isEqualTo(2);
    assertThat(summary.acked()).isEqualTo(6);
    assertThat(summary.interrupted()).isFalse();
  }

  @Test
  void shouldGoOnBehindTheLastAcknowledgedRowWhenResumed() {
    replayer(new FakePorts(true)).run(SOURCE, new ReplaySettings(FAST, 2, true), DEAF);
    FakePorts second = new FakePorts(true);

    ReplaySummary summary = replayer(second).run(SOURCE, new ReplaySettings(FAST, 3, true), DEAF);

    assertThat(second.sent()).isEqualTo(SOURCE.all().subList(2, 5));
    assertThat(summary.skipped()).isEqualTo(2);
    assertThat(summary.acked()).isEqualTo(3);
  }

  @Test
  void shouldStartFromTheFirstRowWhenNotResumed() {
    replayer(new FakePorts(true)).run(SOURCE, ReplaySettings.all(FAST), DEAF);
    FakePorts second = new FakePorts(true);

    replayer(second).run(SOURCE, ReplaySettings.all(FAST), DEAF);

    assertThat(second.sent()).isEqualTo(SOURCE.all());
  }

  @Test
  void shouldStartFromTheFirstRowWhenTheClusterIsAnother() {
    replayer(new FakePorts(true)).run(SOURCE, ReplaySettings.all(FAST), DEAF);
    FakePorts second = new FakePorts(true);
    second.clusterId = "another";

    replayer(second).run(SOURCE, new ReplaySettings(FAST, 10, true), DEAF);

    assertThat(second.sent()).hasSize(6);
  }

  @Test
  void shouldSendAgainWhatWasNotAcknowledgedWhenItFailed() {
    FakePorts failing = new FakePorts(false);
    failing.interactions.afterSends = 4;
    failing.interactions.then =
        () -> {
          failing.interactions.completeNext();
          failing.interactions.completeNext();
          failing.interactions.errorNext(new TimeoutException("broker gone"));
          failing.interactions.completeNext();
        };

    assertThatThrownBy(() -> replayer(failing).run(SOURCE, ReplaySettings.all(FAST), DEAF))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessage("Cannot write to the topic interactions: broker gone");
    FakePorts second = new FakePorts(true);
    replayer(second).run(SOURCE, new ReplaySettings(FAST, 10, true), DEAF);

    assertThat(second.sent()).extracting(Interaction::getEventId).containsExactly("a2", "a3", "b3");
  }

  @Test
  void shouldEndSoonAndRememberWhenStopped() {
    FakePorts ports = new FakePorts(true);
    Replayer replayer = replayer(ports);
    ports.interactions.afterSends = 3;
    ports.interactions.then = replayer::stop;

    ReplaySummary summary = replayer.run(SOURCE, ReplaySettings.all(FAST), DEAF);
    FakePorts second = new FakePorts(true);
    replayer(second).run(SOURCE, new ReplaySettings(FAST, 10, true), DEAF);

    assertThat(summary.interrupted()).isTrue();
    assertThat(summary.acked()).isEqualTo(3);
    assertThat(second.sent()).isEqualTo(SOURCE.all().subList(3, 6));
  }

  @Test
  void shouldTellHowFarItIs() {
    List<ReplayProgress> told = new ArrayList<>();

    replayer(new FakePorts(true))
        .run(SOURCE, new ReplaySettings(new Pacing.Rate(2), 4, false), told::add);

    assertThat(told).hasSizeGreaterThan(5);
    ReplayProgress last = told.get(told.size() - 1);
    assertThat(last.acked()).isEqualTo(4);
    assertThat(last.total()).isEqualTo(4);
    assertThat(last.perSecond()).isBetween(2.0, 3.0);
  }

  private Replayer replayer(FakePorts ports) {
    return new Replayer(ports, topics, folder);
  }

  /** Kafka's own fake producer, which does something after so many sends. */
  private static final class Interrupted extends MockProducer<String, Interaction> {

    private int afterSends = Integer.MAX_VALUE;
    private Runnable then = () -> {};
    private int sends;

    Interrupted(boolean autoComplete, Topic<String, Interaction> topic) {
      super(autoComplete, null, topic.keys().serializer(), topic.values().serializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, Interaction> sent, Callback callback) {
      var future = super.send(sent, callback);
      if (++sends == afterSends) {
        then.run();
      }
      return future;
    }
  }

  private final class FakePorts implements ReplayPorts {

    private final MockProducer<String, Item> items =
        new MockProducer<>(
            true, null, topics.items().keys().serializer(), topics.items().values().serializer());
    private final Interrupted interactions;
    private final FakeTicker ticker = new FakeTicker();
    private String clusterId = "cluster";

    FakePorts(boolean autoComplete) {
      interactions = new Interrupted(autoComplete, topics.interactions());
    }

    List<Interaction> sent() {
      return interactions.history().stream().map(ProducerRecord::value).toList();
    }

    @Override
    public Producer<String, Item> items() {
      return items;
    }

    @Override
    public Producer<String, Interaction> interactions() {
      return interactions;
    }

    @Override
    public ServedLists servedLists() {
      throw new AssertionError("Only a closed loop watches lists");
    }

    @Override
    public String clusterId() {
      return clusterId;
    }

    @Override
    public void requireTopics(List<String> names) {
      assertThat(names).containsExactly("items", "interactions");
    }

    @Override
    public Ticker ticker() {
      return ticker;
    }
  }
}
