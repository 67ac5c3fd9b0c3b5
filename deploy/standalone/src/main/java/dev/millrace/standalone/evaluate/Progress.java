package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.EpochReport;
import dev.millrace.model.sequential.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells on the screen how learning goes on: a line an epoch. */
public final class Progress {

  private final PrintWriter out;

  /**
   * @param out where to
   */
  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** A listener for one training. */
  TrainingListener ofTraining(String model, long seed, int epochs) {
    return new TrainingProgress(model, seed, epochs);
  }

  /** For instance {@code sasrec seed 1 epoch 3/40 loss 6.123 valid NDCG@10 .0812 * …}. */
  private final class TrainingProgress implements TrainingListener {
    private final String title;
    private final int epochs;
    private final long start = System.nanoTime();
    private long epochStart = start;

    TrainingProgress(String model, long seed, int epochs) {
      this.title = "%s seed %d".formatted(model, seed);
      this.epochs = epochs;
    }

    @Override
    public void onEpoch(EpochReport report) {
      long now = System.nanoTime();
      double rate = report.targets() * 1e9 / (now - epochStart);
      double left = (now - start) / 1e9 / report.epoch() * (epochs - report.epoch());
      epochStart = now;
      out.printf(
          Locale.ROOT,
          "%s  epoch %d/%d  loss %.4f  valid NDCG@10 %.4f%s  %,.0f targets/s  ETA %,.0f s at most%s%n",
          title,
          report.epoch(),
          epochs,
          report.loss(),
          report.validation(),
          report.best() ? " best" : "",
          rate,
          left,
          skipped(report));
      out.flush();
    }

    private String skipped(EpochReport report) {
      return report.skippedSteps() == 0
          ? ""
          : "  %d steps skipped: gradients were not finite".formatted(report.skippedSteps());
    }
  }
}
