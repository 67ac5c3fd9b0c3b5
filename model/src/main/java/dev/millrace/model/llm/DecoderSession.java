package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final KeyValueCache promptCache;
  private final KeyValueCache treeCache;
  private final int promptWidth;
  private int[] treeSlots;
  private int treeWidth;
  private NDArray latest;
  private int latestFirst;

  private DecoderSession(Decoder decoder, NDManager manager, TokenBatch prompts) {
    int layers = decoder.config().layers();
    int[] lengths = prompts.rows().stream().mapToInt(row -> row.length).toArray();
    this.decoder = decoder;
    this.manager = manager;
    this.tree = new TokenTree(lengths);
    this.promptCache = new KeyValueCache(layers, 1);
    this.treeCache = new KeyValueCache(layers, decoder.context().ragged() == null ? 1 : 0);
    this.promptWidth = Arrays.stream(lengths).max().orElseThrow();
    this.treeSlots = new int[lengths.length];
    this.latest = inference(() -> prefill(prompts));
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
    return decoder.forward(manager, request, promptCache::append).at(depth);
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
    NDArray hidden = inference(() -> feed(first, tokens));
    latest.close();
    latest = hidden;
    latestFirst = first;
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

  private NDArray feed(int first, int[] tokens) {
    int[] groups = new int[tokens.length];
    long[] positions = new long[tokens.length];
    long[] ids = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      groups[i] = tree.prompt(first + i);
      positions[i] = tree.position(first + i);
      ids[i] = tokens[i];
    }
    Rotation rotation = decoder.context().rotations().at(manager.create(positions));
    AttentionPattern pattern =
        decoder.context().ragged() == null
            ? rectangular(first, groups, rotation)
            : new RaggedTreeAttention(
                decoder.context(),
                rotation,
                new RaggedView(tree, first),
                new RaggedTreeAttention.Caches(promptCache, treeCache, tree.prompts()));
    return run(manager.create(ids), Pass.inference(pattern));
  }

  private AttentionPattern rectangular(int first, int[] groups, Rotation rotation) {
    Slots slots = new Slots(manager, groups, tree.prompts());
    takeSlots(first, slots.width());
    return new TreeAttention(
        decoder.context(), rotation, slots, masks(first, slots.width()), promptCache, treeCache);
  }

  private NDArray run(NDArray tokens, Pass pass) {
    NDArray hidden = decoder.embed(tokens);
    for (int depth = 1; depth <= decoder.config().layers(); depth++) {
      try (NDArray before = hidden) {
        hidden = decoder.layer(depth, before, pass);
      }
    }
    return hidden;
  }

  private void takeSlots(int first, int width) {
    treeSlots = Arrays.copyOf(treeSlots, tree.size());
    int[] next = new int[tree.prompts()];
    Arrays.fill(next, treeWidth);
    for (int node = first; node < tree.size(); node++) {
      treeSlots[node] = next[tree.prompt(node)]++;
    }
    treeWidth += width;
  }

  private Map<Integer, NDArray> masks(int first, int width) {
    TreeMask mask = new TreeMask(tree, treeSlots, promptWidth, treeWidth);
    Shape shape = new Shape(tree.prompts(), 1, 1, width, promptWidth + treeWidth);
    Map<Integer, NDArray> masks = new HashMap<>();
    for (int window : decoder.config().attention().windows()) {
      masks.computeIfAbsent(window, w -> manager.create(mask.values(first, width, w), shape));
    }
    return masks;
  }

  @Override
  public float[][] logits(int[] nodes, int[][] tokens) {
    if (nodes.length != tokens.length) {
      throw new IllegalArgumentException(
          "Each node has its tokens, but there were %d nodes and %d choices"
              .formatted(nodes.length, tokens.length));
    }
    Pairs pairs = Pairs.of(rows(nodes), tokens);
    Arrays.stream(tokens).forEach(decoder.context()::requireTokens);
    float[] flat = new float[pairs.size()];
    int floats = decoder.options().device().isGpu() ? FLOATS_AT_ONCE : CACHED_FLOATS;
    int atOnce = Math.max(1, floats / decoder.config().hiddenSize());
    try (NDArray normed = inference(() -> decoder.head().normed(latest))) {
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
    long[] rows = rows(nodes);
    float[] flat =
        values(
            () ->
                decoder.head().blockLogits(Slots.pick(latest, manager.create(rows)), block.rows()));
    int[] sizes = new int[nodes.length];
    Arrays.fill(sizes, block.size());
    return split(flat, sizes);
  }

  private static float[] values(Supplier<NDArray> computation) {
    try (NDArray result = inference(computation)) {
      return result.toFloatArray();
    }
  }

  private long[] rows(int[] nodes) {
    for (int node : nodes) {
      if (node < latestFirst || node >= tree.size()) {
        throw new IllegalArgumentException(
            "Logits are of the latest nodes, %d to %d, but one was %d"
                .formatted(latestFirst, tree.size() - 1, node));
      }
    }
    return IntStream.of(nodes).mapToLong(node -> (long) node - latestFirst).toArray();
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
