package dev.millrace.standalone.bench.training;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what a contest showed. */
final class TrainReport {

  private static final double MEBIBYTE = 1 << 20;

  private final PrintWriter out;
  private final double libraryMebibytes;

  /**
   * @param libraryBytes peak of a process that has only loaded the library
   */
  TrainReport(PrintWriter out, long libraryBytes) {
    this.out = out;
    this.libraryMebibytes = libraryBytes / MEBIBYTE;
  }

  void print(Map<Variant, Measured> results) {
    out.printf(
        "  %-10s %9s %9s %9s %10s %14s %9s %10s  %s%n",
        "",
        "ms/step",
        "CPU ms",
        "tokens/s",
        "examples/s",
        "products",
        "peak MiB",
        "- library",
        "what");
    results.forEach(this::print);
    compare(results.get(Variant.MSL), results.get(Variant.PADDED_LML));
    ratio("msl-dense / msl", results.get(Variant.DENSE_MSL), results.get(Variant.MSL));
    ratio("lml / msl", results.get(Variant.LML), results.get(Variant.MSL));
    ratio("ilrec / msl", results.get(Variant.ILREC), results.get(Variant.MSL));
    out.flush();
  }

  private void print(Variant variant, Measured measured) {
    out.printf(
        "  %-10s %9.1f %9.1f %9.0f %10.0f %5.0f %% %3.0f GF/s %9.0f %10.0f  %s%n",
        variant.label(),
        measured.medianMillis(),
        measured.medianCpuMillis(),
        measured.tokensPerSecond(),
        measured.examplesPerSecond(),
        100 * measured.productShare(),
        measured.productRate(),
        measured.peakMebibytes(),
        measured.peakMebibytes() - libraryMebibytes,
        variant.meaning());
  }

  private void compare(@Nullable Measured msl, @Nullable Measured padded) {
    if (msl != null && padded != null) {
      out.printf(
          "  msl is %.1f times as fast as lml-padded (%.1f in CPU time) with %.2f of its peak memory, %.2f without the library's%n",
          padded.medianMillis() / msl.medianMillis(),
          padded.medianCpuMillis() / msl.medianCpuMillis(),
          msl.peakMebibytes() / padded.peakMebibytes(),
          (msl.peakMebibytes() - libraryMebibytes) / (padded.peakMebibytes() - libraryMebibytes));
    }
  }

  private void ratio(String name, @Nullable Measured above, @Nullable Measured below) {
    if (above != null && below != null) {
      out.printf(
          "  %-15s %.2f in time, %.2f in CPU time%n",
          name,
          above.medianMillis() / below.medianMillis(),
          above.medianCpuMillis() / below.medianCpuMillis());
    }
  }
}
