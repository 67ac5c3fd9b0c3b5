package dev.millrace.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A page with the course of a run: one file, no script, nothing fetched. */
public final class DemoReport {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 50;

  private final double most;
  private final long last;
  private final List<ScorePoint> points;

  private DemoReport(List<ScorePoint> points) {
    this.points = points;
    this.last = Math.max(1, points.isEmpty() ? 1 : points.get(points.size() - 1).interactions());
    this.most =
        points.stream()
            .mapToDouble(point -> Math.max(point.served(), point.popularity()))
            .reduce(0.01, Math::max);
  }

  /**
   * Writes the page.
   *
   * @param points the course, in order
   * @param summary the closing lines
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, List<ScorePoint> points, List<String> summary) {
    try {
      Files.writeString(file, new DemoReport(points).page(summary));
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + file + " could not be written", e);
    }
  }

  private String page(List<String> summary) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Millrace demo</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:50rem;padding:0 1rem}
        pre{background:#f4f4f4;padding:1rem;overflow-x:auto}.served{stroke:#0b6;fill:none;stroke-width:2.5}
        .popularity{stroke:#888;fill:none;stroke-width:2.5}text{font-size:13px}line{stroke:#ccc}</style></head><body>
        <h1>Millrace demo</h1>
        <p>HR@10 so far, each interaction judged against the list that was being served before it arrived.</p>
        %s
        <pre>%s</pre>
        </body></html>
        """
        .formatted(plot(), escape(String.join("\n", summary)));
  }

  private String plot() {
    return """
        <svg viewBox="0 0 %d %d" role="img" aria-label="HR@10 over the interactions judged">
        %s
        <polyline class="served" points="%s"/><polyline class="popularity" points="%s"/>
        <text x="%d" y="16" fill="#0b6">served lists</text><text x="%d" y="16" fill="#666">popularity</text>
        <text x="%d" y="%d" text-anchor="end">%,d interactions</text>
        </svg>
        """
        .formatted(
            WIDTH,
            HEIGHT,
            grid(),
            line(ScorePoint::served),
            line(ScorePoint::popularity),
            MARGIN,
            MARGIN + 110,
            WIDTH - MARGIN,
            HEIGHT - 12,
            last);
  }

  private String grid() {
    StringBuilder grid = new StringBuilder();
    for (int step = 0; step <= 4; step++) {
      double value = most * step / 4;
      grid.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"4\" y=\"%.1f\">%.3f</text>",
              MARGIN,
              WIDTH - MARGIN,
              y(value),
              y(value),
              y(value) + 4,
              value));
    }
    return grid.toString();
  }

  private String line(ToDoubleFunction<ScorePoint> value) {
    return points.stream()
        .map(
            point ->
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    x(point.interactions()),
                    y(value.applyAsDouble(point))))
        .collect(Collectors.joining(" "));
  }

  private double x(long interactions) {
    return MARGIN + (double) interactions / last * (WIDTH - 2 * MARGIN);
  }

  private double y(double value) {
    return HEIGHT - MARGIN - value / most * (HEIGHT - 2 * MARGIN);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
