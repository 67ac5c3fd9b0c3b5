package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.UserDeletion;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.standalone.reliability.BadRecord.Reason;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Bad input of every kind goes to the dead letters as it came, and everything else goes on. */
@ExtendWith(PlatformExtension.class)
@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class BadInputIT {

  private static final long NOW = System.currentTimeMillis();
  private static final String USER = "user";
  private static final int UNKNOWN_SCHEMA = 1_000_000;

  private Servers servers;
  private Path folder;
  private String prefix;

  @BeforeEach
  void takePlatform(
      TestPlatform platform, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path temporary) {
    servers = new Servers(platform.bootstrapServers(), platform.registryUrl().toString());
    folder = temporary;
    prefix = platform.prefix();
  }

  @Test
  void shouldPutEveryKindOfBadRecordAsideWithItsBytesAndReason() {
    Pipeline pipeline = Pipeline.create(prefix + "bad", servers, folder);
    Topics topics = pipeline.topics();
    try (TopicProbe probe = new TopicProbe(servers.bootstrap());
        Publisher publisher = new Publisher(pipeline);
        MillraceProcess streams = pipeline.startStreams();
        MillraceProcess serving = pipeline.startServing()) {
      publisher.sendNow(topics.interactions(), USER, click("first", NOW));
      List<BadRecord> bad =
          Stream.of(
                  undecodable(topics.interactions(), click("bytes", NOW)),
                  badInteractions(topics),
                  badDeletions(topics),
                  undecodable(
                      topics.userSequences(), new UserSequence(USER, List.of(), List.of(), 9L, 0L)),
                  badForServing(topics),
                  asLargeAsProducersSend(topics))
              .flatMap(List::stream)
              .toList();
      Map<BadRecord, RecordMetadata> sent = new LinkedHashMap<>();
      bad.forEach(record -> sent.put(record, record.send(publisher)));
      publisher.sendNow(topics.interactions(), USER, click("last", NOW + 1));
      publisher.sendNow(topics.recommendationRequests(), USER, request("good", 5));

      new Quiet(probe, streams, serving).await(pipeline);

      areAside(sent, probe);
      assertThat(probe.committed(topics.acceptedInteractions())).hasSize(2);
      assertThat(probe.committed(topics.recommendations()))
          .anyMatch(list -> "good".equals(list.value().getCorrelationId()));
    }
  }

  @Test
  void shouldAcceptAnyKeyWhenConfiguredToRekey() {
    Pipeline pipeline = Pipeline.create(prefix + "rekey", servers, folder);
    Topics topics = pipeline.topics();
    try (TopicProbe probe = new TopicProbe(servers.bootstrap());
        Publisher publisher = new Publisher(pipeline);
        MillraceProcess streams = pipeline.startStreams("streams.sequences.rekey=true")) {
      for (int session = 0; session < 20; session++) {
        Interaction click = click("event-" + session, NOW + session);
        publisher.sendNow(topics.interactions(), "session-" + session, click);
      }
      List<BadRecord> bad =
          List.of(
              bad(topics.interactions(), "s", click("", NOW), invalid("eventId is blank")),
              bad(topics.interactions(), "s", click("late", 1), late()));
      Map<BadRecord, RecordMetadata> sent = new LinkedHashMap<>();
      Quiet quiet = new Quiet(probe, streams);
      quiet.awaitSequences(pipeline);
      bad.forEach(record -> sent.put(record, record.send(publisher)));
      quiet.awaitSequences(pipeline);

      areAside(sent, probe);
      assertThat(Outcome.of(pipeline, probe).sequences().get(USER).getEntries()).hasSize(20);
    }
  }

  private static List<BadRecord> badInteractions(Topics topics) {
    Topic<String, Interaction> topic = topics.interactions();
    Interaction good = click("bad", NOW);
    long tomorrow = NOW + 86_400_000;
    return List.of(
        bad(topic, USER, null, invalid("The interaction is null")),
        bad(topic, USER, click(" ", NOW), invalid("eventId is blank")),
        bad(topic, "", with(good).setUserId("").build(), invalid("userId is blank")),
        bad(topic, USER, with(good).setItemId("").build(), invalid("itemId is blank")),
        bad(topic, USER, click("future", tomorrow), invalid("timestamp is " + tomorrow)),
        bad(topic, USER, click("before-1970", 0), invalid("timestamp is 0")),
        bad(topic, "other", good, invalid("keyed by something else")),
        bad(topic, USER, click("late", NOW - 3_600_000), late()));
  }

  private static List<BadRecord> badDeletions(Topics topics) {
    Topic<String, UserDeletion> topic = topics.userDeletions();
    return List.of(
        bad(topic, USER, null, new Reason("InvalidDeletionException", "null")),
        bad(
            topic,
            "other",
            new UserDeletion(USER, NOW),
            new Reason("InvalidDeletionException", "keyed by something else")));
  }

  private static List<BadRecord> badForServing(Topics topics) {
    Topic<String, RecommendationRequest> requests = topics.recommendationRequests();
    byte[] noAvro = {1, 2, 3};
    Reason magic = new Reason("WrongMagicByteException", "");
    return List.of(
        bad(requests, USER, request("k", 0), refused("k is from 1 to 1000, but was 0")),
        bad(requests, USER, request(" ", 5), refused("correlationId")),
        bad(requests, USER, null, refused("not null")),
        bad(requests, "other", request("key", 5), refused("The key")),
        new BadRecord(topics.items(), "item", noAvro, magic),
        new BadRecord(topics.itemTransitions(), "item", noAvro, magic),
        new BadRecord(topics.itemPopularity(), "item", noAvro, magic));
  }

  /** With their reasons they are larger than what brokers take. */
  private static List<BadRecord> asLargeAsProducersSend(Topics topics) {
    byte[] zeros = new byte[1_048_000];
    zeros[0] = 7;
    Reason magic = new Reason("WrongMagicByteException", "7");
    return List.of(
        new BadRecord(topics.interactions(), USER, zeros, magic),
        new BadRecord(topics.items(), "large", zeros, magic),
        new BadRecord(topics.recommendationRequests(), USER, zeros, magic));
  }

  /** Every way in which bytes can be none of ours. */
  private static <V> List<BadRecord> undecodable(Topic<String, V> topic, V value) {
    byte[] good = topic.values().serializer().serialize(topic.name(), value);
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 7;
    byte[] unknownSchema = ByteBuffer.wrap(good.clone()).putInt(1, UNKNOWN_SCHEMA).array();
    List<BadRecord> bad = new ArrayList<>();
    bad.add(new BadRecord(topic, USER, wrongMagic, new Reason("WrongMagicByteException", "7")));
    bad.add(
        new BadRecord(
            topic,
            USER,
            unknownSchema,
            new Reason("UnknownWriterSchemaException", "" + UNKNOWN_SCHEMA)));
    for (int length : new int[] {0, 3, good.length - 2}) {
      byte[] cut = Arrays.copyOf(good, length);
      bad.add(new BadRecord(topic, USER, cut, new Reason("TruncatedRecordException", "")));
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    bad.add(new BadRecord(topic, USER, longer, new Reason("TrailingBytesException", "1")));
    return bad;
  }

  private static void areAside(Map<BadRecord, RecordMetadata> sent, TopicProbe probe) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> letters = new LinkedHashMap<>();
    sent.forEach(
        (record, where) ->
            record.isAmong(
                letters.computeIfAbsent(record.topic().deadLetterName(), probe::committed), where));
    assertThat(letters.values().stream().mapToInt(List::size).sum()).isEqualTo(sent.size());
  }

  private static <V> BadRecord bad(
      Topic<String, V> topic, String key, @Nullable V value, Reason reason) {
    byte[] bytes = topic.values().serializer().serialize(topic.name(), value);
    return new BadRecord(topic, key, bytes, reason);
  }

  private static Reason invalid(String message) {
    return new Reason("InvalidInteractionException", message);
  }

  private static Reason late() {
    return new Reason("LateInteractionException", "");
  }

  private static Reason refused(String message) {
    return new Reason("InvalidRecordException", message);
  }

  private static Interaction click(String eventId, long timestamp) {
    return new Interaction(eventId, USER, "item", "click", null, timestamp);
  }

  private static Interaction.Builder with(Interaction interaction) {
    return Interaction.newBuilder(interaction);
  }

  private static RecommendationRequest request(String correlationId, int k) {
    return new RecommendationRequest(correlationId, USER, k, null, List.of(), List.of());
  }
}
