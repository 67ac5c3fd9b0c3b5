package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

  private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
  private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

  private final RestoreProgress progress = new RestoreProgress();

  @Test
  void shouldTellWhatRemainsOfAllStores() {
    progress.onRestoreStart(FIRST, "states", 100, 200);
    progress.onRestoreStart(SECOND, "states", 0, 50);

    assertThat(progress.remaining()).isEqualTo(150);

    progress.onBatchRestored(FIRST, "states", 149, 40);
    assertThat(progress.remaining()).isEqualTo(100);
    assertThat(progress.records()).isEqualTo(40);

    progress.onRestoreEnd(FIRST, "states", 100);
    progress.onRestoreSuspended(SECOND, "states", 0);
    assertThat(progress.remaining()).isZero();
    assertThat(progress.records()).isEqualTo(40);
  }

  @Test
  void shouldNotTellLessThanNothing() {
    progress.onRestoreStart(FIRST, "states", 0, 10);

    progress.onBatchRestored(FIRST, "states", 14, 15);

    assertThat(progress.remaining()).isZero();
  }
}
