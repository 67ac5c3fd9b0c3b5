package dev.millrace.standalone.bench.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Constrained beam search as a general-purpose library does it: every beam is a row of the batch
 * with its own copy of the prompt's keys and values, every token is a forward pass, and every pass
 * computes the logits of the whole vocabulary, masks all but the allowed tokens, and normalises.
 *
 * <p>It is better than that in four things, so as not to be a man of straw: the prompt is read once
 * and repeated then, beams that have ended or cannot win leave the batch at once, allowed tokens
 * are written into the mask by one call for all rows, and the search ends when no list can change.
 */
final class PlainDecoder implements AutoCloseable {

  private final PlainModel model;
  private final CatalogueTrie trie;
  private final int width;
  private long prefillNanos;

  /**
   * @param width of the beam and length of the lists
   */
  PlainDecoder(Decoder decoder, CatalogueTrie trie, int width) {
    this.model = new PlainModel(decoder);
    this.trie = trie;
    this.width = width;
  }

  /** Nanoseconds that prompts have taken so far. */
  long prefillNanos() {
    return prefillNanos;
  }

  /** The most likely items of every user. */
  List<List<DecodedItem>> search(List<TokenIds> prompts, Pacing pacing) {
    long start = System.nanoTime();
    PlainModel.Output output = model.prefill(prompts.stream().map(TokenIds::toArray).toList());
    prefillNanos += System.nanoTime() - start;
    try (PlainCache cache = output.cache()) {
      List<PlainBeam> beams = new ArrayList<>();
      for (int user = 0; user < prompts.size(); user++) {
        int length = prompts.get(user).size();
        beams.add(
            new PlainBeam(
                trie,
                pacing,
                width,
                new PlainBeam.Prefix(user, length, List.of(), CatalogueTrie.ROOT, 0)));
      }
      expand(beams, output);
      while (beams.stream().anyMatch(beam -> !beam.open().isEmpty())) {
        expand(beams, feed(cache, open(beams)));
      }
      return beams.stream().map(PlainBeam::finished).toList();
    }
  }

  private static List<PlainBeam.Prefix> open(List<PlainBeam> beams) {
    return beams.stream().flatMap(beam -> beam.open().stream()).toList();
  }

  private PlainModel.Output feed(PlainCache cache, List<PlainBeam.Prefix> prefixes) {
    cache.select(prefixes.stream().mapToInt(PlainBeam.Prefix::row).toArray());
    int passes = prefixes.stream().mapToInt(prefix -> prefix.tokens().size()).max().orElseThrow();
    for (int pass = 0; ; pass++) {
      int current = pass;
      PlainModel.Output output =
          model.step(
              cache,
              prefixes.stream().mapToInt(prefix -> prefix.token(current, passes)).toArray(),
              prefixes.stream().mapToInt(prefix -> prefix.position(current, passes)).toArray());
      if (pass == passes - 1) {
        return output;
      }
      output.close();
    }
  }

  private void expand(List<PlainBeam> beams, PlainModel.Output output) {
    PlainBeam.Candidates candidates;
    try (output) {
      candidates =
          candidates(
              output.logits(), open(beams).stream().mapToInt(PlainBeam.Prefix::node).toArray());
    }
    int row = 0;
    for (PlainBeam beam : beams) {
      int rows = beam.open().size();
      beam.expand(row, candidates);
      row += rows;
    }
  }

  /** Twice the width: leaves do not keep prefixes out of the beam. */
  private PlainBeam.Candidates candidates(NDArray logits, int[] nodes) {
    int perRow = (int) Math.min(2L * width, logits.getShape().get(1));
    try (NDManager scratch = logits.getManager().newSubManager()) {
      logits.attach(scratch);
      NDArray masked = logits.add(allowed(scratch, logits.getShape(), nodes));
      NDList best = masked.logSoftmax(-1).topK(perRow, 1, true, true);
      return new PlainBeam.Candidates(
          best.get(0).toFloatArray(), best.get(1).toLongArray(), perRow);
    }
  }

  /** 0 for the children of each row's node, −∞ for all other tokens. */
  private NDArray allowed(NDManager scratch, Shape shape, int[] nodes) {
    int most = 0;
    for (int node : nodes) {
      most = Math.max(most, trie.childCount(node));
    }
    long[] tokens = new long[nodes.length * most];
    for (int row = 0; row < nodes.length; row++) {
      int first = trie.firstChild(nodes[row]);
      int count = trie.childCount(nodes[row]);
      for (int i = 0; i < most; i++) {
        tokens[row * most + i] = trie.token(first + Math.min(i, count - 1));
      }
    }
    NDArray index = scratch.create(tokens, new Shape(nodes.length, most));
    NDArray nothing = scratch.full(shape, Float.NEGATIVE_INFINITY, DataType.FLOAT32);
    return nothing.scatter(index, scratch.zeros(new Shape(nodes.length, most)), 1);
  }

  @Override
  public void close() {
    model.close();
  }
}
