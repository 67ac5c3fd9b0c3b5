package dev.millrace.standalone.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.Scoped;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.trainer.example.TrainingRow;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Masked softmax from the logits of all V tokens at the P counted positions, with a mask that is
 * added to them: 0 for the children of the trie's node, very low elsewhere.
 *
 * @param decoder gives the logits
 * @param trie the catalogue
 */
record DenseMaskedSoftmax(Decoder decoder, CatalogueTrie trie) implements PlainLoss {

  /** Low enough that its exponential is 0. */
  private static final float NEVER = -1e30f;

  @Override
  public long positions(List<TrainingRow> rows) {
    return ResponseTokens.choices(rows, trie).size();
  }

  @Override
  public NDArray sum(NDManager scratch, List<TrainingRow> rows) {
    List<ResponseTokens.At> places = ResponseTokens.choices(rows, trie);
    return Scoped.compute(
        () -> {
          NDArray logits = decoder.head().logits(hidden(scratch, rows, places));
          try (NDArray mask = mask(scratch, places)) {
            logits.addi(mask);
          }
          NDArray logProbabilities = logits.logSoftmax(1);
          logits.close();
          return logProbabilities.gather(targets(scratch, places), 1).sum().neg();
        });
  }

  private NDArray hidden(
      NDManager scratch, List<TrainingRow> rows, List<ResponseTokens.At> places) {
    TokenBatch tokens = new TokenBatch(rows.stream().map(row -> row.tokens().toArray()).toList());
    Positions positions =
        new Positions(
            places.stream().mapToInt(ResponseTokens.At::row).toArray(),
            places.stream().mapToInt(at -> at.place().offset()).toArray());
    int depth = decoder.config().layers();
    return decoder
        .forward(scratch, new ForwardRequest(tokens, positions, List.of(depth), true))
        .at(depth);
  }

  private NDArray targets(NDManager scratch, List<ResponseTokens.At> places) {
    long[] tokens = places.stream().mapToLong(at -> trie.token(at.place().child())).toArray();
    return Tensors.longs(scratch, tokens).reshape(-1, 1);
  }

  /** [P, V]. */
  private NDArray mask(NDManager scratch, List<ResponseTokens.At> places) {
    long vocabulary = decoder.config().vocabularySize();
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      NDArray flat = scratch.full(new Shape(places.size() * vocabulary), NEVER);
      flat.set(new NDIndex("{}", Tensors.longs(scratch, allowed(places, vocabulary))), 0f);
      return flat.reshape(places.size(), vocabulary);
    }
  }

  private long[] allowed(List<ResponseTokens.At> places, long vocabulary) {
    LongStream.Builder cells = LongStream.builder();
    for (int position = 0; position < places.size(); position++) {
      int node = places.get(position).place().node();
      int first = trie.firstChild(node);
      for (int child = first; child < first + trie.childCount(node); child++) {
        cells.add(position * vocabulary + trie.token(child));
      }
    }
    return cells.build().toArray();
  }
}
