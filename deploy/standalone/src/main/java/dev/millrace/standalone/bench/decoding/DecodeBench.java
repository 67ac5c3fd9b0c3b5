package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.standalone.bench.products.ProductTimer;
import java.io.PrintWriter;

/** Constrained decoding with a model that is made for the occasion. */
public final class DecodeBench {

  /** A soak measures memory so often. */
  public static final int FEWEST_DECODES = DecodeSoak.SAMPLES;

  private final DecodeData data;
  private final DecodeSettings settings;
  private final PrintWriter out;

  /**
   * @param out where figures go as they come
   */
  public DecodeBench(DecodeData data, DecodeSettings settings, PrintWriter out) {
    this.data = data;
    this.settings = settings;
    this.out = out;
  }

  /** A measurement with what it needs. */
  private interface Measurement {
    void run(Workload workload, Decoder model);
  }

  /**
   * Measures throughput beside the straightforward implementation.
   *
   * @param progress takes a line now and then
   * @throws dev.millrace.standalone.bench.BenchmarkException if the two differ in what they find
   */
  public void run(PrintWriter progress) {
    with(
        (workload, model) -> {
          TracedScorer scorer = new TracedScorer(model);
          try (CatalogueDecoder decoder = decoder(scorer, workload);
              PlainDecoder plain =
                  new PlainDecoder(model, workload.catalogue().trie(), settings.beam());
              ProductTimer timer = new ProductTimer(model.manager(), model.products())) {
            Contest contest = new Contest(workload, decoder, scorer, plain, settings);
            new DecodeReport(out, progress).run(contest, timer, settings);
          }
        });
  }

  /**
   * Decodes again and again and prints the memory of the process.
   *
   * @param decodes how many batches, at least {@value #FEWEST_DECODES}
   * @return whether memory stayed bounded
   */
  public boolean soak(int decodes) {
    DecodeSoak soak = new DecodeSoak(settings, decodes, out);
    with(
        (workload, model) -> {
          try (CatalogueDecoder decoder = decoder(model, workload)) {
            soak.run(workload, decoder);
          }
        });
    return soak.isFlat();
  }

  private void with(Measurement measurement) {
    try (Workload workload = Workload.of(data, settings);
        Decoder model =
            TitleModel.create(
                settings.shape().config(workload.tokenizer()),
                settings.device(),
                workload.catalogue(),
                settings.seed())) {
      new Introduction(data, settings).print(out, workload, model);
      measurement.run(workload, model);
    }
  }

  private CatalogueDecoder decoder(PromptScorer scorer, Workload workload) {
    return new CatalogueDecoder(
        scorer, workload.catalogue(), DecodingOptions.ofWidth(settings.beam()));
  }
}
