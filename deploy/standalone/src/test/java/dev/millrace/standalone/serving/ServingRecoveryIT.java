package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingState;
import dev.millrace.standalone.embedded.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded broker whatever the others use, since it keeps its port when it comes back. */
class ServingRecoveryIT {

  @Test
  void shouldGoOnByItselfWhenTheBrokerRestarts(@TempDir Path folder) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    ServingFixture fixture =
        ServingFixture.fresh(broker.bootstrapServers(), new InMemorySchemaRegistry(), "recovery.");
    // Serving knows the model before it says that it is ready, whatever happens to the broker then.
    fixture.write(fixture.topics().itemTransitions(), "a", TestRecords.transitions("a", "b"));
    try (fixture;
        ServingApplication serving = fixture.startServing(fixture.settings("one"))) {
      writeSequence(fixture, 1, "x");
      await("the first list", () -> serving.stats().lists() == 1);

      broker.close();
      Thread.sleep(Long.getLong("outage.millis", 3_000));
      broker = EmbeddedBroker.start(folder);
      writeSequence(fixture, 2, "a");
      await("the second list", () -> serving.stats().lists() == 2);

      assertThat(serving.state()).isEqualTo(new ServingState.Running());
      assertThat(fixture.readAll(fixture.topics().recommendations()))
          .extracting(list -> list.getSequenceVersion())
          .containsExactly(1L, 2L);
    } finally {
      broker.close();
    }
  }

  private static void writeSequence(ServingFixture fixture, long version, String item) {
    fixture.write(fixture.topics().userSequences(), "u", TestRecords.sequence("u", version, item));
  }
}
