package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Decoding over cached prompts with a {@link Decoder}. */
final class DecoderSession implements PromptSession {

  /** Of a GPU, which needs much work at once. */
  private static final int FLOATS_AT_ONCE = 1 << 24;

  /** What a processor's cache holds. */
  private static final int CACHED_FLOATS = 1 << 17;

  private final Decoder decoder;
  private final NDManager manager;
  private final TokenTree tree;
  private final CachedTrees trees;

  /** Hidden states of the ends of {@link #latest}. */
  private NDArray hidden;

  private LatestNodes latest;

  private DecoderSession(Decoder decoder, NDManager manager, TokenBatch prompts) {
    int[] lengths = prompts.rows().stream().mapToInt(row -> row.length).toArray();
    this.decoder = decoder;
    this.manager = manager;
    this.tree = new TokenTree(lengths);
    this.trees =
        decoder.context().ragged() == null
            ? new RectangularTrees(decoder, manager, tree)
            : new RaggedTrees(decoder, manager, tree);
    this.latest = LatestNodes.prompts(lengths.length);
    this.hidden = inference(() -> prefill(prompts));
  }

  static DecoderSession open(Decoder decoder, TokenBatch prompts) {
    NDManager manager = decoder.manager().newSubManager();
    try {
      return new DecoderSession(decoder, manager, prompts);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private NDArray prefill(TokenBatch prompts) {
    int depth = decoder.config().layers();
    ForwardRequest request =
        new ForwardRequest(prompts, Positions.last(prompts), List.of(depth), false);
    return decoder.forward(manager, request, trees.promptListener()).at(depth);
  }

  /** Runs without gradients and frees everything but the result. */
  private static NDArray inference(Supplier<NDArray> computation) {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      NDArray result = Scoped.compute(computation);
      NDScope.unregister(result);
      return result;
    }
  }

  @Override
  public int append(int[] parents, int[] tokens) {
    if (parents.length != tokens.length || tokens.length == 0) {
      throw new IllegalArgumentException(
          "Each token has a parent, and there is at least one, but there were %d and %d"
              .formatted(tokens.length, parents.length));
    }
    decoder.context().requireTokens(tokens);
    int first = tree.append(parents);
    requireLengths(first);
    LatestNodes fed = new LatestNodes(first, parents);
    NDArray result = inference(() -> trees.feed(fed, tokens));
    hidden.close();
    hidden = result;
    latest = fed;
    return first;
  }

  private void requireLengths(int first) {
    int longest = IntStream.range(first, tree.size()).map(tree::position).max().orElseThrow() + 1;
    try {
      decoder.context().requireLength(longest);
    } catch (IllegalArgumentException e) {
      tree.truncate(first);
      throw e;
    }
  }

  @Override
  public float[][] logits(int[] nodes, int[][] tokens) {
    if (nodes.length != tokens.length) {
      throw new IllegalArgumentException(
          "Each node has its tokens, but there were %d nodes and %d choices"
              .formatted(nodes.length, tokens.length));
    }
    Pairs pairs = Pairs.of(latest.indices(nodes), tokens);
    Arrays.stream(tokens).forEach(decoder.context()::requireTokens);
    float[] flat = new float[pairs.size()];
    int floats = decoder.options().device().isGpu() ? FLOATS_AT_ONCE : CACHED_FLOATS;
    int atOnce = Math.max(1, floats / decoder.config().hiddenSize());
    try (NDArray normed = inference(() -> decoder.head().normed(hidden))) {
      for (int from = 0; from < flat.length; from += atOnce) {
        Pairs part = pairs.range(from, Math.min(flat.length, from + atOnce));
        float[] values = values(() -> pairLogits(normed, part));
        System.arraycopy(values, 0, flat, from, values.length);
      }
    }
    return split(flat, Arrays.stream(tokens).mapToInt(choice -> choice.length).toArray());
  }

  private NDArray pairLogits(NDArray normed, Pairs pairs) {
    return decoder
        .head()
        .pairLogits(normed, manager.create(pairs.places()), manager.create(pairs.tokens()));
  }

  @Override
  public float[][] logits(int[] nodes, TokenBlock tokens) {
    if (!(tokens instanceof HeadBlock block)) {
      throw new IllegalArgumentException("A block is made by the same model, but was " + tokens);
    }
    long[] rows = latest.indices(nodes);
    float[] flat =
        values(
            () ->
                decoder.head().blockLogits(Slots.pick(hidden, manager.create(rows)), block.rows()));
    int[] sizes = new int[nodes.length];
    Arrays.fill(sizes, block.size());
    return split(flat, sizes);
  }

  private static float[] values(Supplier<NDArray> computation) {
    try (NDArray result = inference(computation)) {
      return result.toFloatArray();
    }
  }

  private static float[][] split(float[] flat, int[] sizes) {
    float[][] parts = new float[sizes.length][];
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = Arrays.copyOfRange(flat, from, from + sizes[i]);
      from += sizes[i];
    }
    return parts;
  }

  @Override
  public void close() {
    manager.close();
  }
}
