package dev.millrace.standalone.observability;

import dev.millrace.standalone.observability.PanelData.Line;
import dev.millrace.standalone.observability.Prometheus.Span;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines of a panel over time, with its unit, its scale and its stacking. */
final class PanelChart {

  private static final List<Color> PALETTE =
      List.of(
          new Color(0x1F77B4),
          new Color(0xE6730F),
          new Color(0x2CA02C),
          new Color(0xC8322D),
          new Color(0x8C5FBF),
          new Color(0x7A5A4F),
          new Color(0xD765B8),
          new Color(0x5B6B73),
          new Color(0xA6A61E),
          new Color(0x14A6B8));
  private static final BasicStroke THIN = new BasicStroke(1.4f);
  private static final double TINT = 0.35;
  private static final double HEADROOM = 1.05;

  private final PanelData data;
  private final List<NavigableMap<Instant, Double>> values;
  private final XYChart chart = new XYChartBuilder().build();

  /**
   * @param data with a line at least
   */
  PanelChart(PanelData data, Span span) {
    this.data = data;
    this.values = heights(data);
    style(chart.getStyler(), span);
    // The lowest of a stack is painted last, over those that stand on it.
    for (int line = values.size() - 1; line >= 0; line--) {
      add(line);
    }
  }

  /** The colour of a line. */
  static Color color(int line) {
    return PALETTE.get(line % PALETTE.size());
  }

  void paint(Graphics2D graphics, int width, int height) {
    chart.paint(graphics, width, height);
  }

  private void add(int line) {
    NavigableMap<Instant, Double> shown = values.get(line);
    if (shown.isEmpty()) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            "line " + line,
            shown.keySet().stream().map(Date::from).toList(),
            List.copyOf(shown.values()));
    Color color = color(line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(THIN);
    if (data.isStacked()) {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
      series.setFillColor(tint(color));
    }
  }

  private void style(XYStyler styler, Span span) {
    String unit = data.unit();
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(DashboardPicture.FAINT);
    styler.setAxisTickLabelsFont(DashboardPicture.SMALL);
    styler.setAxisTickLabelsColor(DashboardPicture.QUIET);
    styler.setDatePattern("HH:mm");
    styler.setTimezone(TimeZone.getTimeZone("UTC"));
    styler.setXAxisMin((double) span.start().toEpochMilli());
    styler.setXAxisMax((double) span.end().toEpochMilli());
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setYAxisTickMarkSpacingHint(36);
    if (data.isLogarithmic()) {
      styler.setyAxisTickLabelsFormattingFunction(power -> Units.text(Math.pow(10, power), unit));
      styler.setYAxisMin(Math.floor(lowest()));
      styler.setYAxisMax(Math.ceil(highest()));
    } else {
      styler.setyAxisTickLabelsFormattingFunction(value -> Units.text(value, unit));
      styler.setYAxisMin(0.0);
      styler.setYAxisMax(highest() == 0 ? 1 : HEADROOM * highest());
    }
  }

  private double lowest() {
    return values.stream().flatMap(it -> it.values().stream()).reduce(0.0, Double::min);
  }

  private double highest() {
    return values.stream().flatMap(it -> it.values().stream()).reduce(0.0, Double::max);
  }

  /**
   * Where lines are: on each other, or as powers of ten, since XChart's own logarithmic axis writes
   * the labels of a linear one when it is told how to write them.
   */
  private static List<NavigableMap<Instant, Double>> heights(PanelData data) {
    if (data.isStacked()) {
      return stacked(data.lines());
    }
    return data.lines().stream()
        .map(line -> data.isLogarithmic() ? powers(line.values()) : line.values())
        .toList();
  }

  private static NavigableMap<Instant, Double> powers(NavigableMap<Instant, Double> values) {
    NavigableMap<Instant, Double> powers = new TreeMap<>(values);
    powers.values().removeIf(value -> value <= 0);
    powers.replaceAll((time, value) -> Math.log10(value));
    return powers;
  }

  /** Each line on top of those before it. */
  private static List<NavigableMap<Instant, Double>> stacked(List<Line> lines) {
    List<NavigableMap<Instant, Double>> stacked = new ArrayList<>();
    NavigableMap<Instant, Double> below = new TreeMap<>();
    for (Line line : lines) {
      for (Map.Entry<Instant, Double> sample : line.values().entrySet()) {
        below.merge(sample.getKey(), sample.getValue(), Double::sum);
      }
      stacked.add(Collections.unmodifiableNavigableMap(new TreeMap<>(below)));
    }
    return stacked;
  }

  /** Opaque, since areas of a stack cover each other. */
  private static Color tint(Color color) {
    return new Color(tint(color.getRed()), tint(color.getGreen()), tint(color.getBlue()));
  }

  private static int tint(int part) {
    return (int) Math.round(255 - TINT * (255 - part));
  }
}
