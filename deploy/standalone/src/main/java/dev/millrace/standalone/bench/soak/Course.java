package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.Trend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured in a run, by what and where. */
final class Course {

  private final Map<Measure, List<Trend.Point>> points = new LinkedHashMap<>();

  /**
   * One line of measurements.
   *
   * @param place a process or a folder
   * @param quantity of it
   */
  record Measure(String place, Quantity quantity) {}

  /** Notes what a process takes. */
  void add(long events, String process, ProcessFigures figures) {
    add(events, new Measure(process, Quantity.RESIDENT), figures.residentBytes());
    add(events, new Measure(process, Quantity.HEAP), figures.heapBytes());
    add(events, new Measure(process, Quantity.THREADS), figures.threads());
    add(events, new Measure(process, Quantity.HANDLES), figures.handles());
  }

  /** Notes what a folder takes. */
  void add(long events, String folder, long bytes) {
    add(events, new Measure(folder, Quantity.DISK), bytes);
  }

  private void add(long events, Measure measure, long value) {
    points
        .computeIfAbsent(measure, first -> new ArrayList<>())
        .add(new Trend.Point(events, measure.quantity().inUnits((double) value)));
  }

  /** What came of each, in the order of measuring. */
  List<Verdict> verdicts() {
    return points.entrySet().stream()
        .map(entry -> new Verdict(entry.getKey(), Trend.of(entry.getValue())))
        .toList();
  }

  /** The newest values: memory, threads and handles of each process, then the folders. */
  String latest() {
    StringBuilder line = new StringBuilder();
    String place = "";
    for (Map.Entry<Measure, List<Trend.Point>> entry : points.entrySet()) {
      boolean isSame = entry.getKey().place().equals(place);
      place = entry.getKey().place();
      List<Trend.Point> values = entry.getValue();
      line.append(isSame ? "/" : "  " + place + " ")
          .append("%.0f".formatted(values.get(values.size() - 1).value()));
    }
    return line.toString();
  }
}
