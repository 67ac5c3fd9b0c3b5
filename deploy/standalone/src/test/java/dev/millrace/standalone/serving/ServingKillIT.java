package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class ServingKillIT {

  private static final int USERS = 100;
  private static final int KILLS = 3;

  private final TestPlatform platform;

  ServingKillIT(TestPlatform platform) {
    this.platform = platform;
  }

  @Test
  void shouldAnswerEveryUserOnceAndInOrderWhenKilledAgainAndAgain() throws Exception {
    SchemaRegistry registry = ConfluentSchemaRegistry.at(platform.registryUrl().toString());
    try (ServingFixture fixture =
        ServingFixture.fresh(platform.bootstrapServers(), registry, platform.prefix())) {
      for (int item = 0; item < 10; item++) {
        fixture.write(fixture.topics().itemTransitions(), "i" + item, follower("i" + item, item));
      }
      AtomicBoolean writing = new AtomicBoolean(true);
      Thread writer = new Thread(() -> writeVersions(fixture, writing), "writer");
      writer.start();
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = startProcess();
        int before = fixture.readAll(fixture.topics().recommendations()).size();
        await(
            "lists of this process",
            () -> fixture.readAll(fixture.topics().recommendations()).size() > before + USERS);
        process.destroyForcibly().waitFor();
      }
      writing.set(false);
      writer.join();

      Map<String, Long> written = writtenVersions(fixture);
      Process last = startProcess();
      try {
        await("the newest lists", () -> newestVersions(fixture).equals(written));
      } finally {
        last.destroyForcibly().waitFor();
      }
      assertOnceAndInOrder(fixture.readAll(fixture.topics().recommendations()));
    }
  }

  private static void assertOnceAndInOrder(List<Recommendation> lists) {
    Map<String, List<Recommendation>> byUser = new HashMap<>();
    lists.forEach(
        list -> byUser.computeIfAbsent(list.getUserId(), u -> new ArrayList<>()).add(list));
    assertThat(byUser).hasSize(USERS);
    byUser.forEach(
        (user, ofUser) -> {
          List<Long> versions = ofUser.stream().map(Recommendation::getSequenceVersion).toList();
          assertThat(versions).as(user).isSorted().doesNotHaveDuplicates();
          ofUser.forEach(
              list ->
                  assertThat(list.getItems())
                      .extracting(RecommendedItem::getItemId)
                      .containsExactly("after-" + list.getSequenceVersion() % 10));
        });
  }

  /** Version v of every sequence ends with item v mod 10, so that each version changes the list. */
  private static void writeVersions(ServingFixture fixture, AtomicBoolean writing) {
    for (long version = 1; writing.get(); version++) {
      for (int user = 0; user < USERS; user++) {
        String id = "u" + user;
        fixture.send(
            fixture.topics().userSequences(),
            id,
            TestRecords.sequence(id, version, "i" + version % 10));
      }
      fixture.flush();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ItemTransitions follower(String item, int number) {
    return TestRecords.transitions(item, "after-" + number);
  }

  private static Map<String, Long> newestVersions(ServingFixture fixture) {
    Map<String, Long> versions = new HashMap<>();
    fixture
        .readAll(fixture.topics().recommendations())
        .forEach(list -> versions.put(list.getUserId(), list.getSequenceVersion()));
    return versions;
  }

  private static Map<String, Long> writtenVersions(ServingFixture fixture) {
    Map<String, Long> versions = new HashMap<>();
    fixture
        .readAll(fixture.topics().userSequences())
        .forEach(sequence -> versions.put(sequence.getUserId(), sequence.getVersion()));
    return versions;
  }

  private Process startProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServingProcess.class.getName(),
            platform.bootstrapServers(),
            platform.registryUrl().toString(),
            platform.prefix(),
            "one")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
