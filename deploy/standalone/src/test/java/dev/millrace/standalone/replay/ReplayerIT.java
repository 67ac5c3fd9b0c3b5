package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.standalone.data.DataFiles;
import dev.millrace.standalone.data.FileEventSource;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReplayerIT {

  private static final int USERS = 20;

  private final TestPlatform platform;
  private final Path folder;

  ReplayerIT(TestPlatform platform, @TempDir Path folder) {
    this.platform = platform;
    this.folder = folder;
  }

  @Test
  void shouldKeepTheOrderOfEachUserOnTheTopic() {
    ReplayedTopics topics = ReplayedTopics.create(platform, "order");
    List<Interaction> events = events(2_000);

    ReplaySummary summary =
        new Replayer(topics.target(folder))
            .run(
                new Events.Source(events),
                ReplaySettings.all(new Pacing.AsFastAsPossible()),
                progress -> {});

    List<ConsumerRecord<String, Interaction>> written = topics.interactions();
    assertThat(summary.acked()).isEqualTo(2_000);
    assertThat(written).hasSize(2_000);
    for (int user = 0; user < USERS; user++) {
      String id = "u" + user;
      assertThat(written.stream().filter(each -> each.key().equals(id)).map(ConsumerRecord::value))
          .containsExactlyElementsOf(
              events.stream().filter(event -> event.getUserId().equals(id)).toList());
    }
  }

  @Test
  void shouldLetNobodyActBeforeTheLastActionWasAnswered() {
    ReplayedTopics topics = ReplayedTopics.create(platform, "loop");

    try (Answerer answerer = new Answerer(topics)) {
      ReplaySummary summary =
          new Replayer(topics.target(folder))
              .run(
                  new Events.Source(events(200)),
                  ReplaySettings.all(new Pacing.ClosedLoop(8, Duration.ofMinutes(1))),
                  progress -> {});

      assertThat(summary.acked()).isEqualTo(200);
      assertThat(summary.impatient()).isZero();
      assertThat(answerer.actedTooEarly()).isEmpty();
    }
  }

  @Test
  void shouldSayWhichTopicIsMissing() {
    ReplayedTopics topics =
        new ReplayedTopics(
            platform.bootstrapServers(), platform.registryUrl().toString(), "nowhere.");
    Replayer replayer = new Replayer(topics.target(folder));

    assertThatThrownBy(
            () ->
                replayer.run(
                    new Events.Source(events(1)),
                    ReplaySettings.all(new Pacing.AsFastAsPossible()),
                    progress -> {}))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessage("There is no topic nowhere.items; `millrace topics create` makes it");
  }

  @Test
  void shouldLoseNothingWhenItIsKilledAndResumed() throws IOException, InterruptedException {
    ReplayedTopics topics = ReplayedTopics.create(platform, "kill");
    FileEventSource source = new FileEventSource(DataFiles.in(writeData(6_000)));
    Path progress = folder.resolve("progress");
    Process replay =
        ReplayProcess.start(
            platform.bootstrapServers(),
            platform.registryUrl().toString(),
            platform.prefix() + "kill.",
            folder.toString(),
            progress.toString());
    while (replay.isAlive() && !hasProgress(progress)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }

    assertThat(replay.isAlive()).isTrue();
    replay.destroyForcibly().waitFor();
    ReplaySummary summary =
        new Replayer(topics.target(progress))
            .run(
                source,
                new ReplaySettings(new Pacing.AsFastAsPossible(), Long.MAX_VALUE, true),
                told -> {});

    assertThat(summary.skipped()).isPositive();
    assertThat(summary.acked()).isPositive();
    assertThat(topics.interactions().stream().map(each -> each.value().getEventId()).distinct())
        .hasSize(6_000);
  }

  private static boolean hasProgress(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".progress") && !saysZero(file));
    }
  }

  private static boolean saysZero(Path file) {
    try {
      return Files.readAllLines(file).get(1).equals("0");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path writeData(int count) throws IOException {
    StringBuilder text = new StringBuilder("user_id,item_id,rating,timestamp\n");
    for (Interaction event : events(count)) {
      text.append(event.getUserId()).append(',').append(event.getItemId());
      text.append(",,").append(event.getTimestamp()).append('\n');
    }
    Files.writeString(folder.resolve("interactions.csv"), text);
    return folder;
  }

  private static List<Interaction> events(int count) {
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Events.of("u" + i * 7 % USERS, "i" + i, 1_700_000_000_000L + i));
    }
    return events;
  }
}
