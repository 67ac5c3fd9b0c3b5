package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Interaction;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.deadletter.FailedRecord;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyName;
import dev.millrace.streams.sequence.SequenceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that the streams made, looked at and sent back. */
@ExtendWith(PlatformExtension.class)
@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class DlqCommandIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final byte[] NO_AVRO = {1, 2, 3, 'x'};
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private TestPlatform platform;
  private String prefix;
  private Topics topics;
  private Path folder;

  @BeforeEach
  void createTopics(TestPlatform shared, @TempDir Path temporary) {
    platform = shared;
    folder = temporary;
    createTopics(platform.prefix());
  }

  private void createTopics(String start) {
    prefix = start;
    topics =
        Topics.of(
            TopicNames.withPrefix(prefix),
            new AvroSerdes(
                ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
                AvroSerdeSettings.defaults()));
    assertThat(run("topics", "create").exitCode()).isZero();
  }

  @Test
  void shouldListShowAndReplayWhatStreamsPutAside() throws Exception {
    long tomorrow = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    try (StreamsApplication streams = startStreams(Duration.ofHours(1))) {
      send(interaction("early", tomorrow), TRACE);
      await(() -> letters().size() == 1); // Of two at once either may be put aside first.
      send(NO_AVRO, TRACE);
      await(() -> letters().size() == 2);
      assertThat(streams.lag()).containsKey("sequences");
    }
    listAndShow();

    Cli.Result plan = run("dlq", "replay");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out()).contains("2 would be sent, nothing was");
    assertThat(records(topics.interactions().name())).hasSize(2);

    Cli.Result some = run("dlq", "replay", "--execute", "--limit", "1");
    assertThat(some.out()).contains("1 replayed, 1 left");
    assertThat(some.exitCode()).isEqualTo(1);
    Cli.Result rest = run("dlq", "replay", "--execute");
    assertThat(rest.out()).contains("1 replayed, 0 left");
    assertThat(rest.exitCode()).isZero();
    Cli.Result again = run("dlq", "replay", "--execute");
    assertThat(again.out()).contains("0 replayed, 0 left");
    assertThat(again.exitCode()).isZero();
    isSentBackOnceAsItWas();

    try (StreamsApplication streams = startStreams(Duration.ofDays(2))) {
      await(() -> letters().size() == 3 && !records(acceptedName()).isEmpty());
      assertThat(streams.lag()).containsKey("sequences");
    }
    AcceptedInteraction accepted =
        topics
            .acceptedInteractions()
            .values()
            .deserializer()
            .deserialize(acceptedName(), records(acceptedName()).get(0).value());
    assertThat(accepted.getEventId()).isEqualTo("early");
    assertThat(run("dlq", "list").out())
        .containsPattern("interactions +InvalidInteractionException +1 +0 ")
        .containsPattern("interactions +WrongMagicByteException +2 +1 ");
    assertThat(header(letters().get(2), "millrace.replayed.from"))
        .isEqualTo(letterName(letters().get(1)));
  }

  @Test
  void shouldNotReplayALetterThatHadToLeaveItsRecordOut() throws Exception {
    createTopics(platform.prefix() + "large.");
    FailedRecord failed =
        new FailedRecord(
            topics.interactions().name(),
            1,
            7L,
            0L,
            "user".getBytes(UTF_8),
            new byte[1_048_000],
            new RecordHeaders());
    send(DeadLetters.of(failed, new IllegalStateException("no")));

    Cli.Result replay = run("dlq", "replay", "--execute");
    String shown = run("dlq", "show", letterName(letters().get(0))).out();

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.out()).contains("0 replayed, 0 left");
    assertThat(replay.err()).contains("1 cannot be replayed").contains("too large");
    assertThat(records(topics.interactions().name())).isEmpty();
    assertThat(shown)
        .containsPattern("value     left out, 1,048,\\d+ bytes")
        .contains("the record lies at " + topics.interactions().name() + "-1@7");
  }

  @Test
  void shouldRefuseWhatIsNoLetter() {
    Cli.Result topic = run("dlq", "list", "--topic", "nonsense");
    Cli.Result time = run("dlq", "list", "--since", "yesterday");
    Cli.Result name = run("dlq", "show", "17");
    Cli.Result none = run("dlq", "show", prefix + "interactions.dlq-0@123456");

    assertThat(List.of(topic.exitCode(), time.exitCode(), name.exitCode(), none.exitCode()))
        .containsOnly(2);
    assertThat(topic.err()).contains("--topic nonsense", prefix + "interactions.dlq");
    assertThat(time.err()).contains("--since takes").contains("found 'yesterday'");
    assertThat(name.err()).contains("TOPIC-PARTITION@OFFSET").contains("found '17'");
    assertThat(none.err())
        .contains("There is no dead letter " + prefix + "interactions.dlq-0@123456");
  }

  private void listAndShow() {
    Cli.Result list = run("dlq", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out())
        .containsPattern("interactions +InvalidInteractionException +1 +1 ")
        .containsPattern("interactions +WrongMagicByteException +1 +1 ");
    assertThat(run("dlq", "list", "--error", "wrongmagic").out())
        .contains("WrongMagicByteException")
        .doesNotContain("InvalidInteractionException");
    assertThat(run("dlq", "list", "--until", "1h").out()).doesNotContain("Exception");
    assertThat(run("dlq", "list", "--since", "1h", "--latest", "1").out().lines()).hasSize(2);

    String decoded = run("dlq", "show", letterName(letters().get(0)), "--stack-trace").out();
    assertThat(decoded)
        .contains("error     dev.millrace.streams.sequence.InvalidInteractionException")
        .contains("came from " + prefix + "interactions-")
        .contains("header    traceparent = " + TRACE)
        .contains("key       user")
        .contains("value     {\"eventId\": \"early\"")
        .contains("\tat dev.millrace");
    assertThat(run("dlq", "show", letterName(letters().get(1))).out())
        .contains("value     cannot be decoded")
        .containsPattern("00000000  01 02 03 78 +\\.\\.\\.x");
  }

  private void isSentBackOnceAsItWas() {
    List<ConsumerRecord<byte[], byte[]>> all = records(topics.interactions().name());
    assertThat(all).hasSize(4);
    List<ConsumerRecord<byte[], byte[]>> replayed =
        all.stream().filter(r -> r.headers().lastHeader("millrace.replayed.from") != null).toList();
    assertThat(replayed).hasSize(2);
    for (int i = 0; i < 2; i++) {
      ConsumerRecord<byte[], byte[]> letter = letters().get(i);
      ConsumerRecord<byte[], byte[]> back = replayed.get(i);
      assertThat(back.key()).isEqualTo("user".getBytes(UTF_8));
      assertThat(back.value()).isEqualTo(letter.value());
      assertThat(back.partition()).isEqualTo(all.get(0).partition());
      assertThat(header(back, "traceparent")).isEqualTo(TRACE);
      assertThat(header(back, "millrace.replayed.from")).isEqualTo(letterName(letter));
      assertThat(back.headers()).noneMatch(header -> header.key().startsWith("__streams.errors."));
    }
  }

  private StreamsApplication startStreams(Duration maxFuture) throws Exception {
    StreamsSettings settings =
        StreamsSettings.defaults(folder, Map.of("bootstrap.servers", platform.bootstrapServers()))
            .withPrefix(prefix + "millrace");
    StreamsApplication streams =
        new StreamsApplication(
            settings.withSequences(accepting(settings.sequences(), maxFuture)),
            topics,
            EnumSet.of(TopologyName.SEQUENCES));
    streams.start();
    assertThat(streams.awaitRunning(PATIENCE)).isTrue();
    return streams;
  }

  private static SequenceSettings accepting(SequenceSettings usual, Duration maxFuture) {
    return new SequenceSettings(
        usual.length(),
        usual.grace(),
        usual.maxTracked(),
        usual.types(),
        new SequenceSettings.Limits(maxFuture, usual.limits().maxIdLength()),
        usual.deletionMemory(),
        usual.rekey());
  }

  private byte[] interaction(String eventId, long timestamp) {
    return topics
        .interactions()
        .values()
        .serializer()
        .serialize(
            topics.interactions().name(),
            new Interaction(eventId, "user", "item", "click", null, timestamp));
  }

  private void send(byte[] value, String trace) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topics.interactions().name(), "user".getBytes(UTF_8), value);
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", platform.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** Without the marks of replays. */
  private List<ConsumerRecord<byte[], byte[]>> letters() {
    return records(topics.interactions().deadLetterName()).stream()
        .filter(record -> record.headers().lastHeader("millrace.replay.of") == null)
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                platform.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private Cli.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "streams.prefix=" + prefix + "millrace"));
    return Cli.on(platform, prefix, all.toArray(String[]::new));
  }

  private String acceptedName() {
    return topics.acceptedInteractions().name();
  }

  private static String letterName(ConsumerRecord<?, ?> letter) {
    return letter.topic() + "-" + letter.partition() + "@" + letter.offset();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
