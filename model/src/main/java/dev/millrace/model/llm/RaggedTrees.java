package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/** Prompt by prompt; of the last layer only what ends need is computed. */
final class RaggedTrees implements CachedTrees {

  private final Decoder decoder;
  private final NDManager manager;
  private final TokenTree tree;
  private final RaggedTreeAttention.Caches caches;

  /**
   * @param manager owns the caches
   */
  RaggedTrees(Decoder decoder, NDManager manager, TokenTree tree) {
    int layers = decoder.config().layers();
    this.decoder = decoder;
    this.manager = manager;
    this.tree = tree;
    this.caches =
        new RaggedTreeAttention.Caches(new KeyValueCache(layers, 0), new KeyValueCache(layers, 0));
  }

  @Override
  public SequencePattern.KeyValueListener promptListener() {
    return caches.prompts()::append;
  }

  @Override
  public NDArray feed(LatestNodes latest, int[] tokens) {
    int[] nodes = latest.nodes();
    HeadRotations rotations = HeadRotations.of(rotation(nodes), decoder.context());
    Pass pass = Pass.inference(pattern(nodes, rotations));
    int depth = decoder.config().layers();
    NDArray hidden = decoder.embed(Tensors.longs(manager, tokens));
    hidden = decoder.through(hidden, depth - 1, pass);
    return latest.areAllEnds()
        ? decoder.layer(depth, hidden, pass)
        : endsOf(latest, hidden, rotations);
  }

  private NDArray endsOf(LatestNodes latest, NDArray hidden, HeadRotations rotations) {
    int[] ends = latest.ends();
    int[] nodes = Arrays.stream(ends).map(end -> latest.first() + end).toArray();
    HeadRotations ofEnds = rotations.withQueries(rotation(nodes), decoder.context());
    return decoder.layerAt(
        decoder.config().layers(),
        hidden,
        Tensors.longs(manager, ends),
        Pass.inference(pattern(nodes, ofEnds)));
  }

  private Rotation rotation(int[] nodes) {
    int[] positions = Arrays.stream(nodes).map(tree::position).toArray();
    return decoder.context().rotations().at(Tensors.longs(manager, positions));
  }

  private AttentionPattern pattern(int[] nodes, HeadRotations rotations) {
    return new RaggedTreeAttention(
        decoder.context(), rotations, new RaggedView(tree, nodes), caches);
  }
}
