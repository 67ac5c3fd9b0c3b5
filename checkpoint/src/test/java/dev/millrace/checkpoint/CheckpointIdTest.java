package dev.millrace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointIdTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void shouldSortByStepThenByTime() {
    CheckpointId ninth = CheckpointId.of(9, NOON.plusSeconds(60));
    CheckpointId tenth = CheckpointId.of(10, NOON);
    CheckpointId tenthAgain = CheckpointId.of(10, NOON.plusMillis(1));

    assertThat(ninth).isLessThan(tenth);
    assertThat(tenth).isLessThan(tenthAgain);
    assertThat(ninth.value()).isLessThan(tenth.value()).startsWith("000000000009-");
  }

  @Test
  void shouldRefuseWhatCouldBeAPath() {
    assertThat(CheckpointId.isId("../x")).isFalse();
    assertThatThrownBy(() -> new CheckpointId("../../etc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '../../etc'");
  }
}
