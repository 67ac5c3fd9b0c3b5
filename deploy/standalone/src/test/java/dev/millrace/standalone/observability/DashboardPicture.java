package dev.millrace.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.standalone.observability.GrafanaDashboard.Place;
import dev.millrace.standalone.observability.PanelData.Line;
import dev.millrace.standalone.observability.Prometheus.Span;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The panels of the dashboard at their places, drawn from what a Prometheus answers: something to
 * look at where there is no Grafana.
 *
 * @param image as wide as a page on a desktop
 * @param silent expressions that were answered by nothing
 */
record DashboardPicture(BufferedImage image, List<String> silent) {

  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  static final Color QUIET = new Color(0x59636E);
  static final Color FAINT = new Color(0xE3E6EA);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font FIGURE = new Font(Font.SANS_SERIF, Font.BOLD, 26);
  private static final Map<String, Color> STATES =
      Map.of(
          "green", new Color(0x1E8449),
          "orange", new Color(0xC76A00),
          "red", new Color(0xC0322B));

  private static final int COLUMNS = 24;
  private static final int COLUMN = 60;
  private static final int ROW = 34;
  private static final int GAP = 8;
  private static final int LINE = 16;
  private static final int FOOTER = 40;

  /**
   * Asks for every panel and draws it.
   *
   * @param note for the last line
   */
  static DashboardPicture draw(
      GrafanaDashboard dashboard, Prometheus prometheus, Span span, String note)
      throws IOException, InterruptedException {
    BufferedImage image =
        new BufferedImage(
            COLUMNS * COLUMN, ROW * height(dashboard) + FOOTER, BufferedImage.TYPE_INT_RGB);
    Graphics2D page = image.createGraphics();
    page.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    page.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    page.setColor(Color.WHITE);
    page.fillRect(0, 0, image.getWidth(), image.getHeight());
    List<String> silent = new ArrayList<>();
    for (JsonNode panel : dashboard.panels()) {
      PanelData data = PanelData.ask(prometheus, panel, span);
      silent.addAll(data.silent());
      draw(at(GrafanaDashboard.place(panel), page), data, span);
    }
    write(page, SMALL, QUIET, note, 2 * GAP, image.getHeight() - LINE);
    page.dispose();
    return new DashboardPicture(image, List.copyOf(silent));
  }

  private static int height(GrafanaDashboard dashboard) {
    return dashboard.places().stream()
        .map(place -> place.y() + place.height())
        .reduce(0, Math::max);
  }

  /** A frame to draw in, whose origin is its upper left corner. */
  private record Frame(Graphics2D graphics, int width, int height) {}

  private static Frame at(Place place, Graphics2D page) {
    int width = COLUMN * place.width() - GAP;
    int height = ROW * place.height() - GAP;
    return new Frame(
        (Graphics2D)
            page.create(
                COLUMN * place.x() + GAP / 2, ROW * place.y() + GAP / 2, width + 1, height + 1),
        width,
        height);
  }

  private static void draw(Frame frame, PanelData data, Span span) {
    if (data.type().equals("row")) {
      write(frame.graphics(), HEADING, Color.BLACK, data.title(), 4, frame.height() - GAP);
      return;
    }
    frame.graphics().setColor(FAINT);
    frame.graphics().drawRect(0, 0, frame.width() - 1, frame.height() - 1);
    write(frame.graphics(), TITLE, Color.BLACK, data.title(), GAP, LINE + 2);
    if (data.lines().isEmpty()) {
      write(frame.graphics(), TITLE, QUIET, "no data", frame.width() / 2 - 24, frame.height() / 2);
      return;
    }
    switch (data.type()) {
      case "stat" -> figures(frame, data);
      case "table" -> rows(frame, data);
      case "timeseries" -> chart(frame, data, span);
      default -> throw new IllegalArgumentException("Nobody has said how to draw " + data.type());
    }
  }

  /** The last value of each line, side by side. */
  private static void figures(Frame frame, PanelData data) {
    int width = frame.width() / data.lines().size();
    Font font = data.lines().size() > 2 ? FIGURE.deriveFont(18f) : FIGURE;
    for (int i = 0; i < data.lines().size(); i++) {
      Line line = data.lines().get(i);
      Color color = STATES.getOrDefault(data.color(line.last()), Color.BLACK);
      String figure = Units.text(line.last(), data.unit());
      write(frame.graphics(), font, color, figure, i * width + GAP, frame.height() - 36);
      write(frame.graphics(), SMALL, QUIET, line.name(), i * width + GAP, frame.height() - 14);
    }
  }

  /** The labels of each line. */
  private static void rows(Frame frame, PanelData data) {
    int y = 3 * LINE;
    for (Line line : data.lines()) {
      for (Map.Entry<String, String> label : line.labels().entrySet()) {
        write(frame.graphics(), SMALL, QUIET, label.getKey(), 2 * GAP, y);
        write(frame.graphics(), SMALL, Color.BLACK, label.getValue(), 15 * GAP, y);
        y += LINE;
      }
      y += LINE / 2;
    }
  }

  private static void chart(Frame frame, PanelData data, Span span) {
    int legend = legend(frame, data, 0);
    int top = LINE + GAP;
    Graphics2D plot =
        (Graphics2D)
            frame.graphics().create(1, top, frame.width() - 2, frame.height() - top - legend - GAP);
    new PanelChart(data, span).paint(plot, frame.width() - 2, frame.height() - top - legend - GAP);
    plot.dispose();
    legend(frame, data, frame.height() - legend);
  }

  /**
   * Writes names in the colours of their lines, in as many rows as they need.
   *
   * @param y where it begins; zero only measures
   * @return its height
   */
  private static int legend(Frame frame, PanelData data, int y) {
    frame.graphics().setFont(SMALL);
    int x = 2 * GAP;
    int rows = 1;
    for (int i = 0; i < data.lines().size(); i++) {
      String name = data.lines().get(i).name();
      int width = frame.graphics().getFontMetrics().stringWidth(name) + 4 * GAP;
      if (x > 2 * GAP && x + width > frame.width()) {
        x = 2 * GAP;
        rows++;
      }
      if (y > 0 && !name.isBlank()) {
        frame.graphics().setColor(PanelChart.color(i));
        frame.graphics().fillRect(x, y + LINE * rows - 13, 12, 4);
        write(frame.graphics(), SMALL, QUIET, name, x + 2 * GAP, y + LINE * rows - 7);
      }
      x += width;
    }
    return rows * LINE;
  }

  private static void write(
      Graphics2D graphics, Font font, Color color, String text, int x, int y) {
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, x, y);
  }
}
