package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pattern of {@link TreeAttention} with {@link RaggedAttention}. */
final class RaggedTreeAttention implements AttentionPattern {

  private final RaggedAttention attention;
  private final List<Integer> windows;
  private final HeadRotations rotations;
  private final KeyValueCache prompts;
  private final KeyValueCache trees;
  private final RaggedQueries queries;
  private final Map<Integer, RaggedAttention.View> views = new HashMap<>();

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
    this.attention = Objects.requireNonNull(context.ragged());
    this.windows = context.config().attention().windows();
    this.rotations = rotations;
    this.prompts = caches.prompts();
    this.trees = caches.trees();
    this.queries = new RaggedQueries(manager, view.queries());
    windows.forEach(window -> views.computeIfAbsent(window, w -> view.at(manager, w)));
  }

  @Override
  public HeadRotations rotations() {
    return rotations;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    trees.append(layer, heads.key(), heads.value());
    RaggedAttention.View view = Objects.requireNonNull(views.get(windows.get(layer)));
    RaggedAttention.Stored keys =
        new RaggedAttention.Stored(prompts.keys(layer), trees.keys(layer));
    RaggedAttention.Stored values =
        new RaggedAttention.Stored(prompts.values(layer), trees.values(layer));
    return queries.attend(heads.query(), query -> attention.attend(query, keys, values, view));
  }
}
