package dev.millrace.standalone.bench.decoding;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/**
 * The refined lane and a naive loop in turn, so that what else the machine does hits both. The
 * naive loop is spared the collaborative candidates: it only searches.
 */
final class RankingContest {

  private static final int WARM_UP = 3;
  private static final int COLLABORATIVE_LISTS = 1_000;

  private final RankedUsers users;
  private final PlainDecoder naive;
  private final DecodeSettings settings;

  RankingContest(RankedUsers users, PlainDecoder naive, DecodeSettings settings) {
    this.users = users;
    this.naive = naive;
    this.settings = settings;
  }

  /** Measured side by side. */
  record Result(RunTimes refined, RunTimes naive) {}

  /** Lists by the collaborative model alone. */
  RunTimes collaborative() {
    RunTimes times = new RunTimes(COLLABORATIVE_LISTS);
    for (int number = 0; number < 2 * WARM_UP; number++) {
      users.collaborative(number, COLLABORATIVE_LISTS);
    }
    for (int number = 0; number < 20; number++) {
      int current = number;
      times.measure(() -> users.collaborative(current, COLLABORATIVE_LISTS));
    }
    return times;
  }

  /**
   * Gives both the same time.
   *
   * @param progress takes the share of the time that is over
   */
  Result measure(int batch, DoubleConsumer progress) {
    for (int number = 0; number < WARM_UP; number++) {
      users.rank(number, batch);
      naive(number);
    }
    RunTimes refined = new RunTimes(batch);
    RunTimes slow = new RunTimes(1);
    long limit = TimeUnit.SECONDS.toNanos(settings.seconds());
    long told = 0;
    while (slow.total() < limit) {
      slow.measure(() -> naive(slow.batches()));
      while (refined.total() < slow.total()) {
        refined.measure(() -> users.rank(refined.batches(), batch));
      }
      if (slow.total() - told > limit / 4) {
        told = slow.total();
        progress.accept(Math.min(1, (double) told / limit));
      }
    }
    return new Result(refined, slow);
  }

  private void naive(int number) {
    naive.search(List.of(users.prompt(number)), Pacing.TOKENS);
  }
}
