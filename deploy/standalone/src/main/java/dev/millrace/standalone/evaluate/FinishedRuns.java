package dev.millrace.standalone.evaluate;

import java.util.Optional;

/** Runs that were made before, by the same settings on the same data. */
public interface FinishedRuns {

  /** The run of a candidate and seed, if there is one. */
  Optional<FinishedRun> find(String model, long seed);

  /** Remembers a run as soon as it is finished. */
  void add(FinishedRun run);

  /** Remembers nothing. */
  static FinishedRuns none() {
    return new FinishedRuns() {
      @Override
      public Optional<FinishedRun> find(String model, long seed) {
        return Optional.empty();
      }

      @Override
      public void add(FinishedRun run) {
        // Nobody asks for it again.
      }
    };
  }
}
