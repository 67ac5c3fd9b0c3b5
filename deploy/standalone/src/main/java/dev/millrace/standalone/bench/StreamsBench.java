package dev.millrace.standalone.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the streams benchmark on servers and a folder of its own, which are gone afterwards. */
public final class StreamsBench {

  private StreamsBench() {}

  /**
   * Measures and prints.
   *
   * @param out where figures go as they come
   * @throws BenchmarkException if something measured does not get through
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public static void run(BenchSettings settings, PrintWriter out) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("millrace-bench");
      Workbench workbench = Workbench.open(folder);
      try (workbench) {
        new StreamsBenchmark(workbench, settings, out).run();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The benchmark's temporary folder could not be used", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
