package dev.millrace.standalone.evaluate;

import dev.millrace.trainer.learning.EpochListener;
import dev.millrace.trainer.learning.EpochSummary;
import dev.millrace.trainer.learning.StepReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** How a model learned, epoch by epoch, as figures and as a picture. */
public final class LearningCurve implements EpochListener {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;

  private final String title;
  private final EpochListener next;
  private final List<EpochSummary> epochs = new ArrayList<>();

  /**
   * @param title of the picture
   * @param next is told everything too
   */
  public LearningCurve(String title, EpochListener next) {
    this.title = title;
    this.next = next;
  }

  @Override
  public void onStep(int epoch, long done, long all, StepReport report) {
    next.onStep(epoch, done, all, report);
  }

  @Override
  public void onEpoch(EpochSummary summary) {
    epochs.add(summary);
    next.onEpoch(summary);
  }

  /** What is known so far. */
  public List<EpochSummary> epochs() {
    return List.copyOf(epochs);
  }

  /**
   * Writes {@code learning-curve.csv} and {@code learning-curve.png}.
   *
   * @param folder exists
   */
  public void write(Path folder) {
    try {
      Files.write(folder.resolve("learning-curve.csv"), lines());
      BitmapEncoder.saveBitmap(
          chart(), folder.resolve("learning-curve").toString(), BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("The learning curve cannot be written to " + folder, e);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("epoch,loss,base_loss,valid_ndcg_at_10,examples,tokens,skipped_steps,seconds");
    for (EpochSummary epoch : epochs) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%d,%d,%d,%.1f",
              epoch.epoch(),
              epoch.loss(),
              epoch.baseLoss(),
              epoch.validation(),
              epoch.examples(),
              epoch.tokens(),
              epoch.skippedSteps(),
              epoch.trainingSeconds()));
    }
    return lines;
  }

  private XYChart chart() {
    double[] numbers = epochs.stream().mapToDouble(EpochSummary::epoch).toArray();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle("loss")
            .build();
    chart.setYAxisGroupTitle(1, "NDCG@10 on valid");
    chart.addSeries(
        "training loss", numbers, epochs.stream().mapToDouble(EpochSummary::baseLoss).toArray());
    chart
        .addSeries(
            "valid NDCG@10",
            numbers,
            epochs.stream().mapToDouble(EpochSummary::validation).toArray())
        .setYAxisGroup(1);
    return chart;
  }
}
