package dev.millrace.standalone.bench;

import java.io.PrintWriter;

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
    try (TemporaryFolder folder = TemporaryFolder.create();
        Workbench workbench = Workbench.open(folder.path())) {
      new StreamsBenchmark(workbench, settings, out).run();
    }
  }
}
