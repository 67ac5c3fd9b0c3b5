package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/**
 * Both implementations on the same batches in turn, so that what else the machine does hits both.
 */
final class Contest {

  private static final int WARM_UP_BATCHES = 3;
  private static final int FEWEST_BATCHES = 5;

  private final Workload workload;
  private final CatalogueDecoder decoder;
  private final TracedScorer scorer;
  private final PlainDecoder plain;
  private final DecodeSettings settings;
  private final SameResults same;

  Contest(
      Workload workload,
      CatalogueDecoder decoder,
      TracedScorer scorer,
      PlainDecoder plain,
      DecodeSettings settings) {
    this.workload = workload;
    this.decoder = decoder;
    this.scorer = scorer;
    this.plain = plain;
    this.settings = settings;
    this.same = new SameResults(workload.catalogue().trie()::leafOf);
  }

  /** Measured side by side. */
  record Result(Timings constrained, Timings plain) {}

  /**
   * Decodes some batches by both, with the same search, and compares.
   *
   * @return the largest difference of log-probabilities
   */
  double requireSameResults(int users) {
    double largest = 0;
    for (int number = 0; number < WARM_UP_BATCHES; number++) {
      List<TokenIds> batch = workload.batch(number, users);
      plain.search(batch, Pacing.TOKENS);
      largest =
          Math.max(largest, same.require(plain.search(batch, Pacing.CHOICES), constrained(batch)));
    }
    return largest;
  }

  /**
   * Gives both the same time: a batch of the slower one, then as many of the faster.
   *
   * @param progress takes the share of the time that is over
   */
  Result measure(int users, DoubleConsumer progress) {
    Timings fast = new Timings(this::decodeConstrained, users);
    Timings slow = new Timings(this::decodePlain, users);
    long limit = TimeUnit.SECONDS.toNanos(settings.seconds());
    while (slow.total() < limit || slow.batches() < FEWEST_BATCHES) {
      slow.measure(workload.batch(slow.batches(), users));
      do {
        fast.measure(workload.batch(fast.batches(), users));
      } while (fast.total() < slow.total());
      progress.accept(Math.min(1, (double) slow.total() / limit));
    }
    return new Result(fast, slow);
  }

  /** Decodes one batch and tells what that asked of the model. */
  SearchTrace trace(int number, int users) {
    scorer.takeTrace();
    constrained(workload.batch(number, users));
    return scorer.takeTrace();
  }

  private Decoding.Decoded decodeConstrained(List<TokenIds> prompts) {
    scorer.takeTrace();
    List<List<DecodedItem>> lists = constrained(prompts);
    return new Decoding.Decoded(lists, scorer.takeTrace().prefillNanos());
  }

  private Decoding.Decoded decodePlain(List<TokenIds> prompts) {
    long before = plain.prefillNanos();
    List<List<DecodedItem>> lists = plain.search(prompts, Pacing.TOKENS);
    return new Decoding.Decoded(lists, plain.prefillNanos() - before);
  }

  private List<List<DecodedItem>> constrained(List<TokenIds> prompts) {
    return decoder.search(
        prompts.stream()
            .map(prompt -> SearchRequest.of(prompt, Selection.best(settings.beam())))
            .toList());
  }
}
