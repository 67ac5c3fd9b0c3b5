package dev.millrace.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.support.FlakyRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryingSchemaRegistryTest {

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void shouldAnswerOnceTheRegistryDoes() {
    FlakyRegistry flaky = new FlakyRegistry(registry, 2);
    SchemaRegistry retrying = new RetryingSchemaRegistry(flaky, Duration.ofMinutes(1));

    int id = retrying.register("a-value", "\"string\"");

    assertThat(retrying.schemaById(id)).isEqualTo("\"string\"");
    assertThat(retrying.latest("a-value").id()).isEqualTo(id);
    assertThat(flaky.requests()).isEqualTo(5);
  }

  @Test
  void shouldAskOnceWhenTheTimeoutIsZero() {
    FlakyRegistry silent = new FlakyRegistry(registry, Integer.MAX_VALUE);
    SchemaRegistry retrying = new RetryingSchemaRegistry(silent, Duration.ZERO);

    assertThatThrownBy(() -> retrying.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage("Cannot ask the registry (gave up after 0 s)");
    assertThat(silent.requests()).isEqualTo(1);
  }

  @Test
  void shouldNotRepeatWhatTheRegistryRefused() {
    FlakyRegistry counting = new FlakyRegistry(registry, 0);
    SchemaRegistry retrying = new RetryingSchemaRegistry(counting, Duration.ofMinutes(1));

    assertThatThrownBy(() -> retrying.latest("nothing"))
        .isInstanceOf(UnknownSubjectException.class);
    assertThat(counting.requests()).isEqualTo(1);
  }

  @Test
  void shouldStopAndStayInterruptedWhenInterrupted() {
    FlakyRegistry silent = new FlakyRegistry(registry, Integer.MAX_VALUE);
    SchemaRegistry retrying = new RetryingSchemaRegistry(silent, Duration.ofMinutes(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retrying.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasSuppressedException(new InterruptedException("sleep interrupted"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(silent.requests()).isEqualTo(1);
  }
}
