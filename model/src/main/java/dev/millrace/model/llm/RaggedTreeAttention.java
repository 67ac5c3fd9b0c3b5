package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The pattern of {@link TreeAttention} with {@link RaggedAttention}. */
final class RaggedTreeAttention implements AttentionPattern {

  private final HeadRotations rotations;
  private final KeyValueCache prompts;
  private final KeyValueCache trees;
  private final RaggedQueries queries;

  /**
   * Keys and values of a session.
   *
   * @param prompts filled, [R, K, s] a layer
   * @param trees of the nodes before the latest, [N, K, s] a layer; grows with each layer
   */
  record Caches(KeyValueCache prompts, KeyValueCache trees) {}

  RaggedTreeAttention(
      DecoderContext context, HeadRotations rotations, RaggedView view, Caches caches) {
    NDManager manager = rotations.key().cosine().getManager();
    this.rotations = rotations;
    this.prompts = caches.prompts();
    this.trees = caches.trees();
    this.queries =
        new RaggedQueries(manager, context, view.queries(), window -> view.at(manager, window));
  }

  @Override
  public HeadRotations rotations() {
    return rotations;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    trees.append(layer, heads.key(), heads.value());
    RaggedAttention.Stored keys =
        new RaggedAttention.Stored(prompts.keys(layer), trees.keys(layer));
    RaggedAttention.Stored values =
        new RaggedAttention.Stored(prompts.values(layer), trees.values(layer));
    return queries.attend(layer, heads.query(), keys, values);
  }
}
