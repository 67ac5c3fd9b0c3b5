package dev.millrace.standalone.bench.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most memory that this process has had in RAM, as Linux tells it. */
final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final String FORGET_PEAK = "5";
  private static final String PEAK = "VmHWM:";

  private PeakMemory() {}

  /** Collects garbage and lets the peak begin anew, so that what came before does not count. */
  static void reset() {
    System.gc();
    try {
      Files.writeString(RESET, FORGET_PEAK);
    } catch (IOException e) {
      throw new UncheckedIOException("The peak of memory cannot be reset", e);
    }
  }

  /** Bytes. */
  static long bytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this system tells. */
  static boolean isKnown() {
    return Files.isWritable(RESET);
  }
}
