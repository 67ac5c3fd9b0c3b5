package dev.millrace.standalone.bench;

import java.io.PrintWriter;

/** Runs the soak on servers and a folder of its own, which are gone afterwards. */
public final class SoakBench {

  private SoakBench() {}

  /**
   * Sends a long stream through streams and serving in this JVM and watches its memory.
   *
   * @param out where figures and the verdict go as they come
   * @return whether memory stayed bounded
   * @throws BenchmarkException if an application does not get through
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public static boolean run(SoakSettings settings, PrintWriter out) throws InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Workbench workbench = Workbench.open(folder.path())) {
      MemoryTrend trend = new Soak(workbench, settings, out).run();
      out.println(trend.verdict("heap", "an event"));
      out.flush();
      return trend.isFlat();
    }
  }
}
