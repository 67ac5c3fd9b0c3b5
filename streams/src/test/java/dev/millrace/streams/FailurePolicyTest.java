package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.registry.RegistryUnavailableException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

  @Test
  void shouldReplaceThreadWhenBrokerWasAway() {
    assertThat(FailurePolicy.responseTo(new StreamsException(new TimeoutException("away"))))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
  }

  @Test
  void shouldStopWhenRegistryStayedAway() {
    Throwable failure =
        new StreamsException(new RegistryUnavailableException("away", new ConnectException()));

    assertThat(FailurePolicy.responseTo(failure))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void shouldStopWhenProgramIsWrong() {
    assertThat(FailurePolicy.responseTo(new StreamsException(new IllegalStateException())))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }
}
