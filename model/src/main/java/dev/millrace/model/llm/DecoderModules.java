package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a decoder together from named weights and an adapter. */
final class DecoderModules {

  private final DecoderContext context;
  private final DecoderConfig config;
  private final Cast cast;
  private final Map<String, NDArray> weights;
  private final Adapter adapter;

  DecoderModules(DecoderContext context, Map<String, NDArray> weights, Adapter adapter) {
    this.context = context;
    this.config = context.config();
    this.cast = context.cast();
    this.weights = weights;
    this.adapter = adapter;
  }

  List<DecoderLayer> layers() {
    List<DecoderLayer> layers = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      layers.add(
          new DecoderLayer(
              norm(WeightLayout.attentionNorm(layer)),
              attention(WeightLayout.attention(layer)),
              norm(WeightLayout.feedForwardNorm(layer)),
              feedForward(WeightLayout.feedForward(layer))));
    }
    return List.copyOf(layers);
  }

  NDArray embedding() {
    return weight(WeightLayout.EMBEDDING);
  }

  Head head() {
    String matrix = config.tiedHead() ? WeightLayout.EMBEDDING : WeightLayout.HEAD;
    return new Head(norm(WeightLayout.FINAL_NORM), weight(matrix), context.products(), cast);
  }

  private SelfAttention attention(String prefix) {
    boolean normed = config.attention().queryKeyNorm();
    return new SelfAttention(
        context,
        new SelfAttention.Projections(
            linear(prefix + "q_proj"),
            linear(prefix + "k_proj"),
            linear(prefix + "v_proj"),
            linear(prefix + "o_proj")),
        normed ? norm(prefix + "q_norm.weight") : null,
        normed ? norm(prefix + "k_norm.weight") : null);
  }

  private FeedForward feedForward(String prefix) {
    return new FeedForward(
        context.products(),
        linear(prefix + "gate_proj"),
        linear(prefix + "up_proj"),
        linear(prefix + "down_proj"));
  }

  private LinearLayer linear(String name) {
    return new LinearLayer(
        context.products(),
        weight(name + ".weight"),
        weights.get(name + ".bias"),
        adapter.linear(name));
  }

  private RmsNorm norm(String name) {
    return new RmsNorm(weight(name), config.normEpsilon(), cast);
  }

  private NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
