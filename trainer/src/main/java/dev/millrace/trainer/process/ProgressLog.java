package dev.millrace.trainer.process;

import dev.millrace.trainer.settings.OnlineSettings;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line about progress every now and then. */
final class ProgressLog {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

  private final OnlineSettings settings;
  private long lastNanos = System.nanoTime();
  private long lastExamples = -1;

  ProgressLog(OnlineSettings settings) {
    this.settings = settings;
  }

  void show(TrainingSession session, Judgement judgement) {
    long now = System.nanoTime();
    long examples = session.progress().examples();
    if (lastExamples < 0) {
      lastExamples = examples;
    }
    if (now - lastNanos < settings.logEvery().toNanos()) {
      return;
    }
    LOG.info(
        "Learning; step={} examples={} rate={} loss={} {}={} cases={} popularity={} transitions={} fusion={} lag={}",
        session.trainee().learner().state().step(),
        examples,
        figure("%.1f", (examples - lastExamples) * 1e9 / (now - lastNanos)),
        figure("%.4f", judgement.loss()),
        settings.progressive().ndcg(),
        figure("%.4f", judgement.model().ndcg()),
        judgement.model().cases(),
        figure("%.4f", judgement.popularity().ndcg()),
        figure("%.4f", judgement.transitions().ndcg()),
        figure("%.4f", judgement.fusion().ndcg()),
        session.source().lag());
    lastNanos = now;
    lastExamples = examples;
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
