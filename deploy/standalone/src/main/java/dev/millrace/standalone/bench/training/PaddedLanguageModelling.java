package dev.millrace.standalone.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.Scoped;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.trainer.example.TrainingRow;
import java.util.Arrays;
import java.util.List;

/**
 * Language modelling as general-purpose trainers do it: rows are filled up to B rows of T tokens,
 * the head makes [B, T, V] logits, and positions that are no response are left out of the mean.
 *
 * @param decoder gives the logits
 * @param trie the catalogue
 */
record PaddedLanguageModelling(Decoder decoder, CatalogueTrie trie) implements PlainLoss {

  @Override
  public long positions(List<TrainingRow> rows) {
    return ResponseTokens.all(rows).count();
  }

  @Override
  public NDArray sum(NDManager scratch, List<TrainingRow> rows) {
    int longest = rows.get(0).length();
    return Scoped.compute(
        () -> {
          NDArray logits = decoder.head().logits(hidden(scratch, rows, longest));
          NDArray logProbabilities = logits.logSoftmax(1);
          logits.close();
          Labels labels = new Labels(rows, longest, trie);
          NDArray targets = Tensors.longs(scratch, labels.tokens).reshape(-1, 1);
          NDArray counted =
              Tensors.floats(scratch, labels.weights, new Shape(labels.weights.length, 1));
          return logProbabilities.gather(targets, 1).mul(counted).sum().neg();
        });
  }

  /** [B·T, d]. */
  private NDArray hidden(NDManager scratch, List<TrainingRow> rows, int longest) {
    TokenBatch padded =
        new TokenBatch(
            rows.stream().map(row -> Arrays.copyOf(row.tokens().toArray(), longest)).toList());
    int depth = decoder.config().layers();
    return decoder
        .forward(scratch, new ForwardRequest(padded, Positions.all(padded), List.of(depth), true))
        .at(depth);
  }

  /** What the B·T positions should say. */
  private static final class Labels {

    /** Any token where it does not matter. */
    private final long[] tokens;

    /** 1 where it matters, else 0. */
    private final float[] weights;

    Labels(List<TrainingRow> rows, int longest, CatalogueTrie trie) {
      tokens = new long[rows.size() * longest];
      weights = new float[rows.size() * longest];
      ResponseTokens.all(rows)
          .forEach(
              at -> {
                int position = at.row() * longest + at.place().offset();
                tokens[position] = trie.token(at.place().child());
                weights[position] = 1;
              });
    }
  }
}
