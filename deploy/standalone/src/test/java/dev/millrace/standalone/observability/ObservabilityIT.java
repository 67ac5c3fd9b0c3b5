package dev.millrace.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.observability.AlertRules.Rule;
import dev.millrace.standalone.observability.GrafanaDashboard.Query;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything that dashboard and alerts ask for is told by the applications at work. */
@ExtendWith(PlatformExtension.class)
class ObservabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int ITEMS = 26;
  private static final int USERS = 30;
  private static final int STEPS = 60;

  /** The first checkpoint of every trainer, which has learned nothing yet. */
  private static final String FIRST = "000000000000";

  @Test
  void shouldTellAllThatDashboardAndAlertsAskFor(TestPlatform platform, @TempDir Path folder)
      throws IOException, InterruptedException {
    writeData(folder);
    try (RunningApplications applications = new RunningApplications(platform, folder)) {
      assertThat(applications.run("topics", "create").exitCode()).isZero();
      applications.start("streams", "streams.http.port");
      applications.start("serving", "serving.http.port");
      applications.start("trainer", "trainer.online.http.port");

      Set<String> missing = exercise(applications, folder);

      assertThat(missing).isEmpty();
      assertThat(applications.get("streams", "/health/live").statusCode()).isEqualTo(200);
      assertThat(applications.get("streams", "/health/ready").body())
          .isEqualTo("{\"status\":\"running\"}");
      assertThat(applications.get("trainer", "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  /** Lets people click until all is told, or for too long. */
  private static Set<String> exercise(RunningApplications applications, Path folder)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> missing = Set.of("any answer");
    boolean promoted = false;
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      applications.run(
          "replay", "--data", folder.toString(), "--closed-loop", "--resume", "--limit", "30");
      promoted = promoted || applications.run("checkpoint", "promote", FIRST).exitCode() == 0;
      // Collections are told from the first one on.
      System.gc();
      if (applications.answer()) {
        missing = missing(applications.scrape());
      }
    }
    return missing;
  }

  private static Set<String> missing(Scrape scrape) {
    Set<String> missing = new TreeSet<>();
    for (Rule alert : ObservabilityFiles.alerts().rules()) {
      scrape.missing(alert.expression()).forEach(it -> missing.add(alert.name() + ": " + it));
    }
    for (Query query : ObservabilityFiles.dashboard().queries()) {
      scrape.missing(query.expression()).forEach(it -> missing.add(query.panel() + ": " + it));
      query.labels().stream()
          .filter(label -> !scrape.has(query.expression(), label))
          .forEach(label -> missing.add(query.panel() + ": no label " + label));
    }
    return missing;
  }

  private static void writeData(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("items.csv"),
        IntStream.range(0, ITEMS)
            .mapToObj(item -> "i%d,Title %c".formatted(item, 'A' + item))
            .collect(Collectors.joining("\n", "item_id,title\n", "\n")));
    Files.writeString(
        folder.resolve("interactions.csv"),
        IntStream.range(0, USERS * STEPS)
            .mapToObj(row -> interaction(row % USERS, row / USERS))
            .collect(Collectors.joining("\n", "user_id,item_id,timestamp\n", "\n")));
  }

  private static String interaction(int user, int step) {
    long time = 1_700_000_000_000L + (step * (long) USERS + user) * 60_000;
    return "u%d,i%d,%d".formatted(user, (user * 7 + step) % ITEMS, time);
  }
}
