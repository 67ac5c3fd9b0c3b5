package dev.millrace.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lays a snapshot out as lines of text. */
final class DemoPage {

  private static final int BAR_WIDTH = 30;
  private static final int LINE_WIDTH = 110;

  private DemoPage() {}

  /** Everything, for a terminal that can be painted over. */
  static List<String> full(DemoSnapshot now) {
    List<String> lines = new ArrayList<>();
    lines.add(progress(now));
    lines.add(
        "lag %,d records   lists served %,d   interactions of users without a list %,d"
            .formatted(now.lag(), now.lists(), now.withoutList()));
    now.language().ifPresent(language -> lines.addAll(language.full()));
    lines.add("");
    lines.add("prequential HR@10, judged before learning:");
    lines.add("  served lists " + gauge(now.served()));
    lines.add("  popularity   " + gauge(now.popularity()));
    now.spotlight().ifPresent(spotlight -> addSpotlight(lines, spotlight));
    return lines.stream().map(DemoPage::cut).toList();
  }

  /** One line, for a log. */
  static String brief(DemoSnapshot now) {
    return "%s  lag %,d  lists %,d%s  HR@10 served %s, popularity %s"
        .formatted(
            progress(now),
            now.lag(),
            now.lists(),
            now.language().map(language -> "  " + language.brief()).orElse(""),
            hitRate(now.served()),
            hitRate(now.popularity()));
  }

  private static String progress(DemoSnapshot now) {
    return "%s %,d of %,d interactions (%.0f %%)  %,.0f/s  %s"
        .formatted(
            bar(now.share(), BAR_WIDTH),
            now.sent(),
            now.total(),
            100 * now.share(),
            now.perSecond(),
            now.remaining().map(left -> "ETA " + clock(left)).orElse("ETA unknown"));
  }

  private static void addSpotlight(List<String> lines, Spotlight spotlight) {
    lines.add("");
    lines.add("user " + spotlight.userId() + " took: " + String.join(" < ", spotlight.history()));
    lines.add("is now shown:");
    for (int place = 0; place < spotlight.list().size(); place++) {
      lines.add("  %2d. %s".formatted(place + 1, spotlight.list().get(place)));
    }
  }

  private static String gauge(Optional<ModelScore> score) {
    return score
        .map(
            present ->
                "%s %.4f of %,d"
                    .formatted(
                        bar(present.hitRate(), BAR_WIDTH),
                        present.hitRate(),
                        present.interactions()))
        .orElse("waiting for the first window");
  }

  private static String hitRate(Optional<ModelScore> score) {
    return score.map(present -> "%.4f".formatted(present.hitRate())).orElse("-");
  }

  private static String bar(double share, int width) {
    int filled = (int) Math.round(Math.min(1, Math.max(0, share)) * width);
    return "[" + "#".repeat(filled) + ".".repeat(width - filled) + "]";
  }

  private static String clock(Duration duration) {
    return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }

  private static String cut(String line) {
    return line.length() <= LINE_WIDTH ? line : line.substring(0, LINE_WIDTH - 1) + "…";
  }
}
