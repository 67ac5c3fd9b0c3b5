package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.standalone.bench.MemorySample;
import dev.millrace.standalone.bench.MemoryTrend;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Many searches, with a look at the memory of the process now and then. */
final class DecodeSoak {

  static final int SAMPLES = 10;

  private static final double MEBIBYTE = 1 << 20;

  private final DecodeSettings settings;
  private final int decodes;
  private final PrintWriter out;
  private final List<MemorySample> samples = new ArrayList<>();

  DecodeSoak(DecodeSettings settings, int decodes, PrintWriter out) {
    this.settings = settings;
    this.decodes = decodes;
    this.out = out;
  }

  /** Uses all sizes of batches in turn. */
  void run(Workload workload, CatalogueDecoder decoder) {
    out.printf("%n%12s %12s %12s%n", "decodes", "heap MiB", "RSS MiB");
    for (int number = 1; number <= decodes; number++) {
      int users = settings.batches().get(number % settings.batches().size());
      decoder.search(
          workload.batch(number, users).stream()
              .map(prompt -> SearchRequest.of(prompt, Selection.best(settings.beam())))
              .toList());
      if (number % (decodes / SAMPLES) == 0) {
        sample(number);
      }
    }
    out.println(MemoryTrend.ofResident(samples).verdict("RSS", "a decode"));
    out.flush();
  }

  boolean isFlat() {
    return MemoryTrend.ofResident(samples).isFlat();
  }

  private void sample(int number) {
    MemorySample sample = MemorySample.take(number);
    samples.add(sample);
    out.printf(
        "%,12d %12.0f %12s%n",
        number,
        sample.heapBytes() / MEBIBYTE,
        sample.residentBytes().isPresent()
            ? "%.0f".formatted(sample.residentBytes().getAsLong() / MEBIBYTE)
            : "unknown");
    out.flush();
  }
}
