package dev.millrace.standalone.doctor;

import java.util.Locale;

/** Amounts for people. */
final class Bytes {

  private Bytes() {}

  /** For instance {@code 1.5 GiB}. */
  static String text(long bytes) {
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%d MiB", bytes >> 20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
