package dev.millrace.standalone.evaluate;

import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.sequential.EpochReport;
import dev.millrace.model.sequential.TrainingListener;
import dev.millrace.trainer.learning.EpochListener;
import dev.millrace.trainer.learning.EpochSummary;
import dev.millrace.trainer.learning.StepReport;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells on the screen how learning goes on: a line an epoch, and every ten seconds in between. */
public final class Progress {

  private static final double LINE_SECONDS = 10;

  private final PrintWriter out;

  /**
   * @param out where to
   */
  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** A listener for the training of one network. */
  TrainingListener ofTraining(String model, long seed, int epochs) {
    return new TrainingProgress(model, seed, epochs);
  }

  /** A listener for the training of one language model. */
  public EpochListener ofLanguageModel(String model, long seed, int epochs) {
    return new TrainingProgress(model, seed, epochs);
  }

  /** Tells how a model was put together with the transitions. */
  public void fused(String model, long seed, FusionForm form) {
    out.printf("%s seed %d  with the transitions: %s%n", model, seed, form.describe());
    out.flush();
  }

  private final class TrainingProgress implements TrainingListener, EpochListener {
    private final String model;
    private final long seed;
    private final int epochs;
    private final long start = System.nanoTime();
    private long epochStart = start;
    private long lastLine = start;

    TrainingProgress(String model, long seed, int epochs) {
      this.model = model;
      this.seed = seed;
      this.epochs = epochs;
    }

    @Override
    public void onStep(int epoch, long targets, long allTargets) {
      if (seconds(lastLine) >= LINE_SECONDS) {
        double done = epoch - 1 + (double) targets / allTargets;
        print(epoch, "%3.0f %%".formatted(100.0 * targets / allTargets), targets, done);
      }
    }

    @Override
    public void onEpoch(EpochReport report) {
      String figures =
          String.format(
              Locale.ROOT,
              "loss %.4f  valid NDCG@10 %.4f%s%s",
              report.loss(),
              report.validation(),
              report.best() ? " best" : "",
              skipped(report.skippedSteps()));
      print(report.epoch(), figures, report.targets(), report.epoch());
      epochStart = System.nanoTime();
    }

    @Override
    public void onStep(int epoch, long done, long all, StepReport report) {
      if (seconds(lastLine) >= LINE_SECONDS) {
        String figures =
            String.format(
                Locale.ROOT, "%3.0f %%  loss %.4f", 100.0 * done / all, report.losses().total());
        print(epoch, figures, done, epoch - 1 + (double) done / all);
      }
    }

    @Override
    public void onEpoch(EpochSummary summary) {
      String figures =
          String.format(
              Locale.ROOT,
              "loss %.4f (base %.4f)  valid NDCG@10 %.4f%s%s",
              summary.loss(),
              summary.baseLoss(),
              summary.validation(),
              summary.best() ? " best" : "",
              skipped(summary.skippedSteps()));
      print(summary.epoch(), figures, summary.examples(), summary.epoch());
      epochStart = System.nanoTime();
    }

    /** For instance {@code sasrec seed 1 epoch 3/30 loss 6.1 … 5,000 targets/s ETA …}. */
    private void print(int epoch, String figures, long targets, double doneEpochs) {
      out.printf(
          Locale.ROOT,
          "%s seed %d  epoch %d/%d  %s  %,.0f targets/s  ETA %,.0f s at most%n",
          model,
          seed,
          epoch,
          epochs,
          figures,
          targets / seconds(epochStart),
          seconds(start) / doneEpochs * (epochs - doneEpochs));
      out.flush();
      lastLine = System.nanoTime();
    }

    private static double seconds(long since) {
      return (System.nanoTime() - since) / 1e9;
    }

    private String skipped(int steps) {
      return steps == 0 ? "" : "  %d steps skipped: gradients were not finite".formatted(steps);
    }
  }
}
