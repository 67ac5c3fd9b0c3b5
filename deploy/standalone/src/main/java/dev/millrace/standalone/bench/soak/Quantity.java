package dev.millrace.standalone.bench.soak;

/** What is measured, and by how much it may differ from one half hour to the next. */
enum Quantity {
  /** Memory of a process in RAM. */
  RESIDENT("RSS", "MiB", 1 << 20, 16),
  /** Heap of a process after full collections. */
  HEAP("heap", "MiB", 1 << 20, 8),
  /** Threads of a process. */
  THREADS("threads", "", 1, 4),
  /** Open files and sockets of a process. */
  HANDLES("handles", "", 1, 32),
  /** Size of a folder. */
  DISK("files", "MiB", 1 << 20, 16);

  private final String text;
  private final String unit;
  private final double size;
  private final double slack;

  /**
   * @param size of the unit
   * @param slack growth in units that is none
   */
  Quantity(String text, String unit, double size, double slack) {
    this.text = text;
    this.unit = unit;
    this.size = size;
    this.slack = slack;
  }

  String text() {
    return text;
  }

  String unit() {
    return unit;
  }

  double slack() {
    return slack;
  }

  /** A measured value in the unit. */
  double inUnits(double value) {
    return value / size;
  }
}
