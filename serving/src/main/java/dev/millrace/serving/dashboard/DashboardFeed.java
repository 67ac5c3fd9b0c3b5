package dev.millrace.serving.dashboard;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.RecordReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page shows, kept up to date by a thread that begins with the first question. */
final class DashboardFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DashboardFeed.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Dashboard.Subject subject;
  private final Map<String, Object> consumerProperties;
  private final Map<String, Object> adminProperties;
  private final QualityHistory history = new QualityHistory();
  private volatile PipelineSnapshot pipeline = PipelineSnapshot.unknown();
  private volatile boolean stopped;
  private @Nullable Thread thread;

  DashboardFeed(
      Dashboard.Subject subject,
      Map<String, Object> consumerProperties,
      Map<String, Object> adminProperties) {
    this.subject = subject;
    this.consumerProperties = named(consumerProperties);
    this.adminProperties = named(adminProperties);
  }

  /** With a client id of its own, for two clients of one name confuse the metrics. */
  private static Map<String, Object> named(Map<String, Object> properties) {
    Map<String, Object> named = new HashMap<>(properties);
    named.compute(CommonClientConfigs.CLIENT_ID_CONFIG, (key, id) -> id + "-dashboard");
    return named;
  }

  PipelineSnapshot pipeline() {
    begin();
    return pipeline;
  }

  Quality quality() {
    begin();
    return history.quality();
  }

  /** Stages that this process sees, and those that the trainer told about. */
  List<StageState> freshness() {
    begin();
    List<StageState> stages = new ArrayList<>();
    subject.freshness().get().forEach(measured -> stages.add(StageState.here(measured)));
    stages.addAll(history.freshness());
    return stages;
  }

  private synchronized void begin() {
    if (thread == null && !stopped) {
      Thread fresh = new Thread(this::follow, "dashboard");
      fresh.setDaemon(true);
      fresh.start();
      thread = fresh;
    }
  }

  private void follow() {
    try (Admin admin = Admin.create(adminProperties);
        Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consumerProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      QualityReader reader = reader(consumer);
      PipelineProbe probe =
          new PipelineProbe(
              new ClusterView(admin),
              byRole(subject.topics()),
              subject.groups(),
              Clock.systemUTC());
      boolean reading = false;
      while (!stopped) {
        pipeline = probe.look();
        reading = read(reader, reading);
      }
    }
  }

  /** One look's time of reading; after a failure everything is read again. */
  private boolean read(QualityReader reader, boolean begun) {
    try {
      if (!begun) {
        reader.begin();
      }
      long end = System.nanoTime() + LOOK.toNanos();
      while (!stopped && System.nanoTime() < end) {
        reader.poll(Duration.ofMillis(200));
      }
      return true;
    } catch (RuntimeException failed) {
      LOG.warn("The page's figures are being read again; reason={}", failed.toString());
      pause();
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException interrupted) {
      stopped = true;
    }
  }

  private QualityReader reader(Consumer<byte[], byte[]> consumer) {
    return new QualityReader(
        consumer,
        new RecordReader<>(subject.topics().onlineMetrics(), OnlineMetrics::getModelId),
        new RecordReader<>(subject.topics().checkpoints(), CheckpointAnnouncement::getModel),
        history);
  }

  private static Map<String, String> byRole(Topics topics) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("interactions", topics.interactions().name());
    names.put("items", topics.items().name());
    names.put("userSequences", topics.userSequences().name());
    names.put("itemTransitions", topics.itemTransitions().name());
    names.put("trainingExamples", topics.trainingExamples().name());
    names.put("checkpoints", topics.checkpoints().name());
    names.put("recommendations", topics.recommendations().name());
    names.put("onlineMetrics", topics.onlineMetrics().name());
    return names;
  }

  @Override
  public void close() {
    stopped = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      try {
        running.join(CLOSE_TIMEOUT.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
