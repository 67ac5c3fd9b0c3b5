package dev.millrace.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.acl.NeededAcl;
import dev.millrace.standalone.cli.Connection;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.replay.Pacing;
import dev.millrace.standalone.replay.ReplaySettings;
import dev.millrace.standalone.replay.ReplaySummary;
import dev.millrace.standalone.replay.ReplayTarget;
import dev.millrace.standalone.replay.Replayer;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsState;
import dev.millrace.streams.TopologyName;
import dev.millrace.trainer.kafka.ClientProperties;
import dev.millrace.trainer.kafka.Clients;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerEnvironment;
import dev.millrace.trainer.process.TrainerStatus;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On a broker with TLS and passwords, where every application has a user of its own and only what
 * {@code millrace acls} prints is granted.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecuredPipelineIT {

  private static final int EVENTS = 120;

  private final Path folder;
  private final SecuredPipeline pipeline;

  SecuredPipelineIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.pipeline = SecuredPipeline.start(folder);
  }

  @BeforeAll
  void grant() {
    Cli.Result before = pipeline.run("millrace-admin", "topics", "create");
    assertThat(before.exitCode()).isEqualTo(2);
    assertThat(before.err())
        .contains("User:millrace-admin has no ACL for Create on topic interactions (topics create)")
        .contains("`millrace acls`");

    Cli.Result granted = pipeline.run(SecuredBroker.ROOT, "acls", "--apply");

    assertThat(granted.err()).isEmpty();
    assertThat(granted.out()).contains("granted").doesNotContain("exists");
    assertThat(pipeline.run(SecuredBroker.ROOT, "acls", "--apply").out())
        .contains("exists")
        .doesNotContain("granted");
    Cli.Result created = pipeline.run("millrace-admin", "topics", "create");
    assertThat(created.err()).isEmpty();
    assertThat(created.exitCode()).isZero();
  }

  @AfterAll
  void stop() {
    pipeline.close();
  }

  /** While the topics are empty: without a record nobody asks the registry that is not there. */
  @Order(1)
  @ParameterizedTest
  @CsvSource({
    "STREAMS, interactions, millrace-sequences",
    "SERVING, user-sequences, millrace-serving",
    "TRAINER, items, millrace-trainer-recommender",
  })
  void shouldStopAndSayWhatWasTakenAway(Application application, String topic, String group)
      throws Exception {
    NeededAcl acl = find(application, AclOperation.READ, topic);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Cli.Result> command =
          thread.submit(
              () -> pipeline.run(SecuredPipeline.userOf(application), application.text()));
      SecuredPipeline.await(
          application + " runs", () -> command.isDone() || pipeline.isStable(group));
      assertThat(command).isNotDone();

      pipeline.takeAway(application, acl);

      Cli.Result result = command.get(1, TimeUnit.MINUTES);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "millrace: %s has no ACL for Read on topic %s ("
                  .formatted(application.defaultPrincipal(), topic))
          .contains("Effective configuration:", "sasl.jaas.config: (hidden)", "token: (hidden)")
          .doesNotContain("\tat ", pipeline.passwordOf(application));
    } finally {
      thread.shutdownNow();
      pipeline.grant(application, acl);
    }
  }

  @Order(2)
  @Test
  void shouldRecommendWithNothingElseGranted() throws Exception {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    Connection streamsUser = pipeline.as(Application.STREAMS);
    Connection servingUser = pipeline.as(Application.SERVING);
    Topics topics = streamsUser.topics(registry);
    MillraceConfig config = servingUser.config();
    try (CheckpointStore store = config.checkpoints().open(config.dataDir());
        StreamsApplication streams =
            new StreamsApplication(
                streamsUser.streamsSettings(), topics, EnumSet.allOf(TopologyName.class));
        ServingApplication serving =
            new ServingApplication(
                servingUser.servingSettings(),
                topics,
                new CheckpointAccess(store, folder.resolve("serving-checkpoints")))) {
      streams.start();
      serving.start();
      assertThat(streams.awaitRunning(Duration.ofMinutes(2))).isTrue();
      SecuredPipeline.await("serving is ready", () -> serving.ready() || serving.state().isOver());

      ReplaySummary replayed = replay(topics);

      assertThat(replayed.acked()).isEqualTo(EVENTS);
      Set<String> users = usersWithLists(topics.recommendations());
      assertThat(users).isNotEmpty();
      String list = "/recommendations/" + users.iterator().next();
      assertThat(serving.httpUrl()).startsWith("https://");
      assertThat(pipeline.ask(serving, "/health/ready", false)).isEqualTo(200);
      assertThat(pipeline.ask(serving, list, false)).isEqualTo(401);
      assertThat(pipeline.ask(serving, list, true)).isEqualTo(200);
      assertThat(train(topics, store)).isInstanceOf(TrainerStatus.Finished.class);
      assertThat(store.models()).containsExactly("recommender");
      Cli.Result lag = pipeline.run("millrace-admin", "topics", "lag");
      assertThat(lag.err()).isEmpty();
      assertThat(lag.out()).contains("millrace-serving", "millrace-trainer-recommender");
      Cli.Result letters = pipeline.run("millrace-admin", "dlq", "replay", "--execute");
      assertThat(letters.err()).isEmpty();
      assertThat(letters.out()).contains("0 replayed, 0 left");
      assertThat(streams.state()).isInstanceOf(StreamsState.Running.class);
      assertThat(serving.state().isOver()).isFalse();
    }
  }

  @Order(3)
  @ParameterizedTest
  @EnumSource(Application.class)
  void shouldNameEachAclThatIsMissing(Application application) throws Exception {
    List<NeededAcl> needs = pipeline.needs(application);
    createInternalTopics(needs);
    try (Admin admin = Admin.create(pipeline.as(application).client(Map.of()))) {
      for (NeededAcl acl : needs) {
        pipeline.takeAway(application, acl);
        SecuredPipeline.await(
            application + " knows that nothing but this is missing: " + acl,
            () -> SecuredPipeline.missing(admin, needs).equals(List.of(acl)));
        pipeline.grant(application, acl);
      }
      SecuredPipeline.await(
          "all is granted again", () -> SecuredPipeline.missing(admin, needs).isEmpty());
    }
  }

  @Order(4)
  @ParameterizedTest
  @CsvSource({
    "STREAMS, WRITE, topic user-sequences, streams",
    "STREAMS, CREATE, topic millrace-transitions-*, streams",
    "STREAMS, READ, group millrace-popularity, streams",
    "STREAMS, WRITE, transactional id millrace-prequential-*, streams",
    "SERVING, WRITE, topic recommendations, serving",
    "SERVING, READ, group millrace-serving, serving",
    "SERVING, WRITE, transactional id millrace-serving-*, serving",
    "TRAINER, WRITE, topic checkpoints, trainer",
    "TRAINER, READ, group millrace-trainer-recommender, trainer",
    "TRAINER, WRITE, transactional id millrace-trainer-recommender, trainer",
    "REPLAY, WRITE, topic interactions, replay --data DATA",
    "REPLAY, READ, topic recommendations, replay --data DATA --closed-loop",
    "RECOMMEND, READ, topic recommendations, recommend anna",
    "ADMIN, DESCRIBE, group millrace-serving, topics lag",
    "ADMIN, DESCRIBE_CONFIGS, topic items, topics describe",
    "ADMIN, WRITE, transactional id millrace-dlq-replay, dlq replay --execute",
    "ADMIN, READ, topic items.dlq, dlq list",
    "ADMIN, WRITE, topic checkpoints, checkpoint rollback",
  })
  void shouldEndACommandThatLacksAnAcl(
      Application application, AclOperation operation, String resource, String command)
      throws Exception {
    NeededAcl acl =
        pipeline.needs(application).stream()
            .filter(need -> need.operation() == operation && need.resourceText().equals(resource))
            .findFirst()
            .orElseThrow();
    pipeline.takeAway(application, acl);
    try {
      Cli.Result result =
          pipeline.run(
              SecuredPipeline.userOf(application),
              command.replace("DATA", data().toString()).split(" "));

      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "millrace: %s has no ACL for %s on %s ("
                  .formatted(
                      application.defaultPrincipal(), acl.operationName(), acl.resourceText()))
          .doesNotContain("\tat ");
    } finally {
      pipeline.grant(application, acl);
    }
  }

  @Order(5)
  @Test
  void shouldLetTheDoctorNameWhatIsMissing() throws Exception {
    NeededAcl acl = find(Application.SERVING, AclOperation.WRITE, "recommendations");
    pipeline.takeAway(Application.SERVING, acl);

    Cli.Result result = pipeline.run("millrace-serving", "doctor", "serving");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern(
            "(?m)^error +acls of serving +User:millrace-serving has no ACL for Write on topic"
                + " recommendations .* -> grant it: millrace acls serving --apply")
        .containsPattern("(?m)^warning +topics +this user may not describe, .*training-examples");
  }

  private NeededAcl find(Application application, AclOperation operation, String topic) {
    return pipeline.needs(application).stream()
        .filter(
            need -> need.operation() == operation && need.resourceText().equals("topic " + topic))
        .findFirst()
        .orElseThrow();
  }

  private ReplaySummary replay(Topics topics) {
    Connection user = pipeline.as(Application.REPLAY);
    return new Replayer(new ReplayTarget(topics, user.kafka(), folder.resolve("progress")))
        .run(
            new SyntheticStream(SyntheticSettings.defaults().sized(20, 60)),
            new ReplaySettings(new Pacing.ClosedLoop(20, Duration.ofSeconds(5)), EVENTS, false),
            progress -> {});
  }

  private Set<String> usersWithLists(Topic<String, Recommendation> topic) {
    Set<String> users = new HashSet<>();
    try (KafkaConsumer<String, Recommendation> consumer =
        new KafkaConsumer<>(
            pipeline.as(Application.RECOMMEND).client(Map.of("isolation.level", "read_committed")),
            topic.keys().deserializer(),
            topic.values().deserializer())) {
      TopicPartition only = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<String, Recommendation> list : consumer.poll(Duration.ofMillis(100))) {
          users.add(list.key());
        }
      }
    }
    return users;
  }

  private TrainerStatus train(Topics topics, CheckpointStore store) {
    Connection user = pipeline.as(Application.TRAINER);
    MillraceConfig config = user.config();
    TrainerEnvironment environment =
        new TrainerEnvironment(
            config.trainer(),
            topics,
            new Clients(
                new ClientProperties(
                    config.trainer().online().groupId(), "one", user.trainerKafka())),
            store,
            folder.resolve("trainer-checkpoints"),
            new CollaborativeParameters(
                config.serving().scoring().options(),
                config.serving().scoring().popularityDecay(),
                config.streams().transitions().maxSuccessors()),
            new TreeMap<>());
    try (TrainerApplication trainer = new TrainerApplication(environment, true)) {
      trainer.start();
      assertThat(trainer.awaitTermination(Duration.ofMinutes(3))).isTrue();
      return trainer.status();
    }
  }

  /** Kafka Streams has made them, unless this test runs alone. */
  private void createInternalTopics(List<NeededAcl> needs) throws Exception {
    for (NeededAcl need : needs) {
      if (need.operation() == AclOperation.CREATE && need.resourceText().endsWith("*")) {
        NewTopic topic =
            new NewTopic(need.resource().name() + "some", Optional.empty(), Optional.empty());
        try {
          pipeline.root().createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
      }
    }
  }

  private Path data() throws IOException {
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    Files.writeString(data.resolve("items.csv"), "item_id,title\ni1,One\n");
    Files.writeString(
        data.resolve("interactions.csv"), "user_id,item_id,timestamp\nanna,i1,1700000000\n");
    return data;
  }
}
