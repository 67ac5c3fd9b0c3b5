package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** All prompts in one rectangle: much is masked out, but a GPU has all of it at once. */
final class RectangularTrees implements CachedTrees {

  private final Decoder decoder;
  private final NDManager manager;
  private final TokenTree tree;
  private final KeyValueCache promptCache;
  private final KeyValueCache treeCache;
  private final int promptWidth;
  private int[] slotOfNode;
  private int treeWidth;

  /**
   * @param manager owns the caches
   */
  RectangularTrees(Decoder decoder, NDManager manager, TokenTree tree) {
    int layers = decoder.config().layers();
    this.decoder = decoder;
    this.manager = manager;
    this.tree = tree;
    this.promptCache = new KeyValueCache(layers, 1);
    this.treeCache = new KeyValueCache(layers, 1);
    this.promptWidth =
        IntStream.range(0, tree.prompts()).map(tree::promptLength).max().orElseThrow();
    this.slotOfNode = new int[tree.prompts()];
  }

  @Override
  public SequencePattern.KeyValueListener promptListener() {
    return promptCache::append;
  }

  @Override
  public NDArray feed(LatestNodes latest, int[] tokens) {
    int[] nodes = latest.nodes();
    Slots slots =
        new Slots(manager, Arrays.stream(nodes).map(tree::prompt).toArray(), tree.prompts());
    takeSlots(latest.first(), slots.width());
    Rotation rotation = decoder.context().rotations().at(positions(nodes));
    AttentionPattern pattern =
        new TreeAttention(
            decoder.context(),
            rotation,
            slots,
            masks(latest.first(), slots.width()),
            promptCache,
            treeCache);
    NDArray embedded = decoder.embed(Tensors.longs(manager, tokens));
    NDArray hidden = decoder.through(embedded, decoder.config().layers(), Pass.inference(pattern));
    return latest.areAllEnds() ? hidden : Slots.pick(hidden, Tensors.longs(manager, latest.ends()));
  }

  private NDArray positions(int[] nodes) {
    return Tensors.longs(manager, Arrays.stream(nodes).map(tree::position).toArray());
  }

  private void takeSlots(int first, int width) {
    slotOfNode = Arrays.copyOf(slotOfNode, tree.size());
    int[] next = new int[tree.prompts()];
    Arrays.fill(next, treeWidth);
    for (int node = first; node < tree.size(); node++) {
      slotOfNode[node] = next[tree.prompt(node)]++;
    }
    treeWidth += width;
  }

  private Map<Integer, NDArray> masks(int first, int width) {
    TreeMask mask = new TreeMask(tree, slotOfNode, promptWidth, treeWidth);
    Shape shape = new Shape(tree.prompts(), 1, 1, width, promptWidth + treeWidth);
    Map<Integer, NDArray> masks = new HashMap<>();
    for (int window : decoder.config().attention().windows()) {
      masks.computeIfAbsent(window, w -> manager.create(mask.values(first, width, w), shape));
    }
    return masks;
  }
}
