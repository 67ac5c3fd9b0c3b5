package dev.millrace.standalone.demo;

import dev.millrace.serving.RefinementStats;
import dev.millrace.trainer.process.TrainerStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the language model has come in a run.
 *
 * @param training what it has learned
 * @param refinement what it has answered
 * @param checkpoints what was announced
 * @param firstPromoted from the start of the run to its first promotion
 * @param firstRefined from the start of the run to its first refined list
 */
record LanguageProgress(
    TrainerStats training,
    RefinementStats refinement,
    CheckpointNews checkpoints,
    Optional<Duration> firstPromoted,
    Optional<Duration> firstRefined) {

  /** For a log line. */
  String brief() {
    return "learned %,d, refined %,d".formatted(training.examples(), refinement.lists());
  }

  /** For a terminal that can be painted over. */
  List<String> full() {
    return List.of(
        "language model: %,d examples learned, %,d waiting   lists refined %,d, users waiting %,d"
            .formatted(
                training.examples(),
                training.lag(),
                refinement.lists(),
                refinement.due() + refinement.behind()),
        "  checkpoint " + checkpoints.latest().orElse("none yet"));
  }

  /** For the closing lines. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d examples learned by the language model: %d checkpoints promoted, %d rejected; the first promoted %s"
            .formatted(
                training.examples(),
                checkpoints.promoted(),
                checkpoints.rejected(),
                after(firstPromoted)));
    lines.add(
        "%,d lists refined by %d checkpoints in turn, the first %s; %,d times a user was put back"
            .formatted(
                refinement.lists(), refinement.swaps(), after(firstRefined), refinement.shed()));
    return lines;
  }

  private static String after(Optional<Duration> time) {
    return time.map(present -> "after %d s".formatted(present.toSeconds())).orElse("not yet");
  }
}
