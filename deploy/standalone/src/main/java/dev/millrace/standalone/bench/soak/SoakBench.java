package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.TemporaryFolder;
import java.io.PrintWriter;
import java.util.List;

/** Runs a soak with servers, processes and a folder of its own, which are gone afterwards. */
public final class SoakBench {

  private SoakBench() {}

  /** Whether this machine tells what a process takes. */
  public static boolean isPossible() {
    return ProcessFigures.areKnown();
  }

  /**
   * Sends a long stream through all processes and watches them.
   *
   * @param out where figures and verdicts go as they come
   * @return whether nothing grew
   * @throws dev.millrace.standalone.bench.BenchmarkException if a process does not get through
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public static boolean run(SoakSettings settings, PrintWriter out) throws InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Roles roles = new Roles(folder.path())) {
      introduce(settings, out);
      ShortRetention retention = new ShortRetention(settings.retention());
      try (SoakPipeline pipeline =
          new SoakPipeline(roles, roles.startServers(retention.brokerProperties()), retention)) {
        return verdict(new Soak(settings, roles, out).run(pipeline).verdicts(), out);
      }
    }
  }

  private static void introduce(SoakSettings settings, PrintWriter out) {
    out.printf(
        "%,d events of %,d users in %d h of event time, %d swaps; records are kept for %d s, segments for half of it; an interval takes %d s at least%n",
        settings.events(),
        settings.users(),
        SoakSettings.SPAN.toHours(),
        settings.swaps(),
        settings.retention().toSeconds(),
        settings.pace().toSeconds());
    out.println(
        "of each process: RSS in MiB / heap in MiB after full collections / threads / open handles; of each folder: MiB");
    out.flush();
  }

  private static boolean verdict(List<Verdict> verdicts, PrintWriter out) {
    out.printf("%nafter warm-up, which is the first half:%n%s%n", Verdict.HEADINGS);
    verdicts.forEach(verdict -> out.println(verdict.line()));
    boolean flat = verdicts.stream().allMatch(Verdict::isFlat);
    out.println(flat ? "nothing grew" : "something is GROWING");
    out.flush();
    return flat;
  }
}
