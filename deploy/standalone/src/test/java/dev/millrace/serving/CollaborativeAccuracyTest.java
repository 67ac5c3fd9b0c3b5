package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.model.metrics.RankingAccumulator;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.standalone.data.BadRows;
import dev.millrace.standalone.data.CaseReader;
import dev.millrace.standalone.data.EvaluationCase;
import dev.millrace.standalone.data.RealData;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.streams.RocksDbMemory;
import dev.millrace.streams.StreamsProperties;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.Topologies;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collaborative model, learned and served by the production code, against the figures of the
 * design on real data: interactions pass the real topologies record by record, and what they emit
 * is what serving reads. Learned on the training cases alone, judged on the test cases, full
 * ranking.
 */
class CollaborativeAccuracyTest {

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int K = 10;

  private final Topics topics =
      Topics.of(
          TopicNames.defaults(),
          new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));
  private final Knowledge knowledge = new Knowledge(topics, ScoringSettings.defaults());

  /** One click a millisecond: nothing decays, as in the reference figures. */
  private long now = START;

  @Test
  void shouldReachTheReferenceAccuracyWhenLearningFromTrainingCasesOnly(@TempDir Path directory) {
    Path data = RealData.require("amazon-cds");

    learn(cases(data.resolve("train.csv")), directory);
    RankingMetrics metrics = judge(cases(data.resolve("test.csv")));

    System.out.printf(
        "amazon-cds test, learned from train: HR@10 %.4f NDCG@10 %.4f over %d cases%n",
        metrics.hitRate(), metrics.ndcg(), metrics.cases());
    assertThat(metrics.cases()).isEqualTo(6_157);
    assertThat(metrics.hitRate()).isCloseTo(0.1506, within(0.002));
    assertThat(metrics.ndcg()).isCloseTo(0.1100, within(0.002));
  }

  private void learn(List<EvaluationCase> cases, Path directory) {
    try (RocksDbMemory memory = new RocksDbMemory(64L << 20);
        TopologyTestDriver sequences = driver(TopologyName.SEQUENCES, memory, directory);
        TopologyTestDriver transitions = driver(TopologyName.TRANSITIONS, memory, directory);
        TopologyTestDriver popularity = driver(TopologyName.POPULARITY, memory, directory)) {
      TestInputTopic<String, Interaction> clicks =
          sequences.createInputTopic(
              topics.interactions().name(),
              topics.interactions().keys().serializer(),
              topics.interactions().values().serializer());
      TestOutputTopic<byte[], byte[]> accepted = output(sequences, topics.acceptedInteractions());
      Learner pairs = new Learner(transitions, topics.itemTransitions());
      Learner counts = new Learner(popularity, topics.itemPopularity());
      for (Interaction interaction : interactions(cases)) {
        clicks.pipeInput(interaction.getUserId(), interaction, interaction.getTimestamp());
        TestRecord<byte[], byte[]> next = accepted.readRecord();
        pairs.learn(next);
        counts.learn(next);
      }
      pairs.finish();
    }
  }

  /** A user's first case begins with a history; each later case adds its target. */
  private List<Interaction> interactions(List<EvaluationCase> cases) {
    Set<String> begun = new HashSet<>();
    List<Interaction> interactions = new ArrayList<>();
    for (EvaluationCase next : cases) {
      if (begun.add(next.userId())) {
        next.history().forEach(item -> interactions.add(click(next.userId(), item)));
      }
      interactions.add(click(next.userId(), next.target()));
    }
    return interactions;
  }

  private Interaction click(String userId, String itemId) {
    now++;
    return new Interaction("e" + now, userId, itemId, "click", null, now);
  }

  private static TestOutputTopic<byte[], byte[]> output(
      TopologyTestDriver driver, Topic<?, ?> topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A topology that learns from accepted interactions, and what serving makes of its output. */
  private final class Learner {
    private final TestInputTopic<byte[], byte[]> input;
    private final TestOutputTopic<byte[], byte[]> output;
    private final String outputName;
    private final TopologyTestDriver driver;

    Learner(TopologyTestDriver driver, Topic<?, ?> output) {
      this.input =
          driver.createInputTopic(
              topics.acceptedInteractions().name(),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      this.output = output(driver, output);
      this.outputName = output.name();
      this.driver = driver;
    }

    void learn(TestRecord<byte[], byte[]> accepted) {
      input.pipeInput(accepted);
      take();
    }

    /** Lets the time pass after which what waits is sent on: packets, then rows. */
    void finish() {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
      driver.advanceWallClockTime(Duration.ofSeconds(1));
      take();
    }

    private void take() {
      for (TestRecord<byte[], byte[]> row : output.readRecordsToList()) {
        knowledge.apply(new ConsumerRecord<>(outputName, 0, 0, row.key(), row.value()));
      }
    }
  }

  private RankingMetrics judge(List<EvaluationCase> cases) {
    ListSettings lists = ListSettings.defaults();
    ListMaker maker = new ListMaker(knowledge, lists, ScoringSettings.defaults());
    ListQuery everything = new ListQuery(K, false, List.of(), List.of());
    RankingAccumulator accumulator = new RankingAccumulator(K);
    for (EvaluationCase next : cases) {
      HeldSequence sequence =
          HeldSequence.of(sequence(next), knowledge.model().items(), lists.maxHistory());
      List<String> list =
          maker.make(sequence, everything).places().stream()
              .map(RecommendedItem::getItemId)
              .toList();
      int place = list.indexOf(next.target());
      if (place < 0) {
        accumulator.addMiss();
      } else {
        accumulator.addRank(place + 1);
      }
    }
    return accumulator.metrics();
  }

  private UserSequence sequence(EvaluationCase next) {
    List<SequenceEntry> entries =
        next.history().stream()
            .map(item -> new SequenceEntry(item, "click", null, now, true))
            .toList();
    return new UserSequence(next.userId(), entries, List.of(), (long) entries.size(), now);
  }

  private TopologyTestDriver driver(TopologyName name, RocksDbMemory memory, Path directory) {
    StreamsSettings settings =
        StreamsSettings.defaults(
            directory.resolve(name.text()), Map.of("bootstrap.servers", "localhost:1"));
    StreamsProperties.Sources sources =
        new StreamsProperties.Sources(
            topics.interactions().name(), topics.acceptedInteractions().name());
    Properties properties = new StreamsProperties(settings, sources, memory).of(name);
    return new TopologyTestDriver(
        new Topologies(topics, settings).build(name, properties),
        properties,
        Instant.ofEpochMilli(START));
  }

  private static List<EvaluationCase> cases(Path file) {
    List<EvaluationCase> cases = new ArrayList<>();
    BadRows badRows =
        new BadRows(
            text -> {
              throw new AssertionError(text);
            });
    try (RowStream<EvaluationCase> rows = CaseReader.open(file, badRows)) {
      rows.forEachRemaining(cases::add);
    }
    return cases;
  }
}
