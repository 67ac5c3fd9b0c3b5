package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pattern of {@link TreeAttention} with {@link RaggedAttention}. */
final class RaggedTreeAttention implements AttentionPattern {

  private final RaggedAttention attention;
  private final AttentionConfig config;
  private final Rotation queryRotation;
  private final Rotation keyRotation;
  private final KeyValueCache prompts;
  private final KeyValueCache trees;
  private final int users;
  private final @Nullable NDArray order;
  private final @Nullable NDArray places;
  private final Map<Integer, RaggedAttention.View> views = new HashMap<>();

  /**
   * Keys and values of a session.
   *
   * @param prompts filled, [B·K, P, s] a layer
   * @param trees of the nodes before the latest, [N, K, s] a layer; grows with each layer
   * @param users prompts of the session
   */
  record Caches(KeyValueCache prompts, KeyValueCache trees, int users) {}

  RaggedTreeAttention(DecoderContext context, Rotation rotation, RaggedView view, Caches caches) {
    NDManager manager = rotation.cosine().getManager();
    this.attention = Objects.requireNonNull(context.ragged());
    this.config = context.config().attention();
    this.queryRotation = rotation.scaled(context.queryScale());
    this.keyRotation = rotation;
    this.prompts = caches.prompts();
    this.trees = caches.trees();
    this.users = caches.users();
    this.order = view.isInOrder() ? null : manager.create(view.order());
    this.places = view.isInOrder() ? null : manager.create(view.places());
    List<Integer> windows = config.windows();
    windows.forEach(window -> views.computeIfAbsent(window, w -> view.at(manager, w)));
  }

  @Override
  public Rotation queryRotation() {
    return queryRotation;
  }

  @Override
  public Rotation keyRotation() {
    return keyRotation;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    trees.append(layer, heads.key(), heads.value());
    RaggedAttention.View view = Objects.requireNonNull(views.get(config.windows().get(layer)));
    NDArray attended =
        attention.attend(
            ordered(heads.query()),
            stored(prompts.keys(layer), trees.keys(layer)),
            stored(prompts.values(layer), trees.values(layer)),
            view);
    return places == null ? attended : Slots.pick(attended, places);
  }

  private RaggedAttention.Stored stored(NDArray ofPrompts, NDArray ofTrees) {
    long slots = ofPrompts.getShape().get(1);
    return new RaggedAttention.Stored(
        ofPrompts.reshape(users, config.keyValueHeads(), slots, config.headSize()), ofTrees);
  }

  private NDArray ordered(NDArray query) {
    if (order == null) {
      return query;
    }
    return Slots.pick(query.reshape(-1, config.queryWidth()), order)
        .reshape(-1, config.queryWidth() / config.headSize(), config.headSize());
  }
}
