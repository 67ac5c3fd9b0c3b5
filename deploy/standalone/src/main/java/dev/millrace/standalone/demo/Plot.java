package dev.millrace.standalone.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures by name in the course of a run, as a picture in a page. */
final class Plot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 50;
  private static final int LEGEND_STEP = 150;
  private static final List<String> COLORS =
      List.of("#00875a", "#6b6b6b", "#2457c5", "#b5380f", "#7a3fb0");

  private final List<ScorePoint> points;
  private final Function<ScorePoint, Map<String, Double>> figures;
  private final List<String> names;
  private final double most;
  private final long last;

  /**
   * @param points in order
   * @param figures what of each point is drawn
   */
  Plot(List<ScorePoint> points, Function<ScorePoint, Map<String, Double>> figures) {
    this.points = points.stream().filter(point -> !figures.apply(point).isEmpty()).toList();
    this.figures = figures;
    this.names =
        List.copyOf(
            this.points.stream()
                .flatMap(point -> figures.apply(point).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    this.most =
        this.points.stream()
            .flatMap(point -> figures.apply(point).values().stream())
            .reduce(0.01, Math::max);
    this.last = this.points.stream().mapToLong(ScorePoint::interactions).reduce(1, Math::max);
  }

  /** Whether there is nothing to be seen. */
  boolean isEmpty() {
    return points.isEmpty();
  }

  /**
   * The picture as SVG.
   *
   * @param label what it shows, for those who cannot see it
   */
  String svg(String label) {
    return """
        <svg viewBox="0 0 %d %d" role="img" aria-label="%s">
        %s
        %s
        <text x="%d" y="%d" text-anchor="end">%,d interactions</text>
        </svg>
        """
        .formatted(WIDTH, HEIGHT, label, grid(), lines(), WIDTH - MARGIN, HEIGHT - 12, last);
  }

  private String grid() {
    return IntStream.rangeClosed(0, 4)
        .mapToDouble(step -> most * step / 4)
        .mapToObj(
            value ->
                text(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"4\" y=\"%.1f\">%.3f</text>",
                    MARGIN, WIDTH - MARGIN, y(value), y(value), y(value) + 4, value))
        .collect(Collectors.joining());
  }

  private String lines() {
    return IntStream.range(0, names.size())
        .mapToObj(index -> line(index, names.get(index)))
        .collect(Collectors.joining("\n"));
  }

  private String line(int index, String name) {
    String color = COLORS.get(index % COLORS.size());
    String course =
        points.stream()
            .flatMap(point -> place(point, name).stream())
            .collect(Collectors.joining(" "));
    return text(
        "<polyline stroke=\"%s\" points=\"%s\"/><text x=\"%d\" y=\"16\" fill=\"%s\">%s</text>",
        color, course, MARGIN + index * LEGEND_STEP, color, name);
  }

  private Optional<String> place(ScorePoint point, String name) {
    return Optional.ofNullable(figures.apply(point).get(name))
        .map(value -> text("%.1f,%.1f", x(point.interactions()), y(value)));
  }

  private double x(long interactions) {
    return MARGIN + (double) interactions / last * (WIDTH - 2 * MARGIN);
  }

  private double y(double value) {
    return HEIGHT - MARGIN - value / most * (HEIGHT - 2 * MARGIN);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
