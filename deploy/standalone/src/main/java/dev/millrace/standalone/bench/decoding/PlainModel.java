package dev.millrace.standalone.bench.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Scoped;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The decoder's weights in a straightforward forward pass, as a general-purpose library runs it: a
 * rectangular batch with padding on the left, one row a beam, keys and values cached for each row,
 * and logits of the whole vocabulary. Queries that share keys are batched, so that at least keys
 * are not repeated for them.
 *
 * <p>N rows of T tokens; H query heads share K heads of keys; s dimensions a head; S slots.
 */
final class PlainModel implements AutoCloseable {

  private static final float INVISIBLE = -1e30f;
  private static final int[] LAST = {-1};

  private final Decoder decoder;
  private final DecoderConfig config;
  private final AttentionConfig attention;
  private final NDManager manager;
  private final NDArray cosines;
  private final NDArray sines;

  /**
   * @param decoder stays open when this is closed; float32, without biases and windows
   */
  PlainModel(Decoder decoder) {
    this.decoder = decoder;
    this.config = decoder.config();
    this.attention = config.attention();
    this.manager = decoder.manager().newSubManager();
    NDArray angles = angles();
    this.cosines = angles.cos();
    this.sines = angles.sin();
  }

  private NDArray angles() {
    float[] frequencies = config.rope().inverseFrequencies(attention.headSize());
    int positions = config.maximumPositions();
    float[] angles = new float[positions * attention.headSize()];
    for (int i = 0; i < angles.length; i++) {
      int position = i / attention.headSize();
      angles[i] = position * frequencies[i % frequencies.length];
    }
    return manager.create(angles, new Shape(positions, attention.headSize()));
  }

  /** A cache and the logits behind its rows' latest tokens, [N, V]. */
  record Output(PlainCache cache, NDArray logits) implements AutoCloseable {
    @Override
    public void close() {
      logits.close();
    }
  }

  /** Reads prompts, once each. */
  Output prefill(List<int[]> prompts) {
    int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
    long[] tokens = new long[prompts.size() * longest];
    long[] positions = new long[tokens.length];
    float[] padding = new float[tokens.length];
    for (int row = 0; row < prompts.size(); row++) {
      int[] prompt = prompts.get(row);
      int start = (row + 1) * longest - prompt.length;
      Arrays.fill(padding, row * longest, start, INVISIBLE);
      for (int i = 0; i < prompt.length; i++) {
        tokens[start + i] = prompt[i];
        positions[start + i] = i;
      }
    }
    NDManager owner = manager.newSubManager();
    Shape shape = new Shape(prompts.size(), longest);
    PlainCache cache = new PlainCache(owner, owner.create(padding, shape));
    NDArray logits =
        inference(
            () -> {
              NDArray visible = cache.mask().reshape(prompts.size(), 1, 1, 1, longest);
              NDArray mask = causal(longest).add(visible);
              return run(owner.create(tokens, shape), owner.create(positions), mask, cache);
            });
    return new Output(cache, logits);
  }

  /**
   * Feeds one token to every row.
   *
   * @param tokens a negative one feeds padding that nothing sees
   * @param positions of the tokens in their sequences
   */
  Output step(PlainCache cache, int[] tokens, int[] positions) {
    long[] ids = IntStream.of(tokens).mapToLong(token -> Math.max(token, 0)).toArray();
    long[] places = IntStream.of(positions).asLongStream().toArray();
    float[] visible = new float[tokens.length];
    for (int row = 0; row < tokens.length; row++) {
      visible[row] = tokens[row] < 0 ? INVISIBLE : 0;
    }
    NDManager owner = cache.manager();
    Shape column = new Shape(tokens.length, 1);
    NDArray logits =
        inference(
            () -> {
              cache.appendMask(owner.create(visible, column));
              NDArray mask = cache.mask().reshape(tokens.length, 1, 1, 1, -1);
              return run(owner.create(ids, column), owner.create(places), mask, cache);
            });
    return new Output(cache, logits);
  }

  private NDArray causal(int length) {
    float[] mask = new float[length * length];
    for (int query = 0; query < length; query++) {
      Arrays.fill(mask, query * length + query + 1, (query + 1) * length, INVISIBLE);
    }
    return manager.create(mask, new Shape(1, 1, 1, length, length));
  }

  private NDArray run(NDArray tokens, NDArray positions, NDArray mask, PlainCache cache) {
    Shape turned = new Shape(tokens.getShape().get(0), 1, -1, attention.headSize());
    Step step =
        new Step(
            rows(positions, cosines).reshape(turned),
            rows(positions, sines).reshape(turned),
            mask,
            cache);
    NDArray hidden = rows(tokens, decoder.weight("model.embed_tokens.weight"));
    for (int layer = 0; layer < config.layers(); layer++) {
      hidden = layer(hidden, layer, step);
    }
    NDArray last = hidden.get(new NDIndex(":, -1"));
    return linear(norm(last, "model.norm"), "lm_head");
  }

  /**
   * What all layers share.
   *
   * @param cosine [N, 1, T, s]
   * @param sine [N, 1, T, s]
   * @param mask [N, 1, 1, T or 1, S]
   */
  private record Step(NDArray cosine, NDArray sine, NDArray mask, PlainCache cache) {

    NDArray turn(NDArray heads) {
      NDList halves = heads.split(2, 3);
      NDArray turned = halves.get(1).neg().concat(halves.get(0), 3);
      return heads.mul(cosine).add(turned.mul(sine));
    }
  }

  private NDArray layer(NDArray hidden, int layer, Step step) {
    return Scoped.compute(
        () -> {
          String prefix = "model.layers.%d.".formatted(layer);
          NDArray attended =
              hidden.add(attend(norm(hidden, prefix + "input_layernorm"), layer, step));
          NDArray normed = norm(attended, prefix + "post_attention_layernorm");
          NDArray gate = linear(normed, prefix + "mlp.gate_proj");
          NDArray up = linear(normed, prefix + "mlp.up_proj");
          NDArray gated = gate.mul(Activation.sigmoid(gate)).mul(up);
          return attended.add(linear(gated, prefix + "mlp.down_proj"));
        });
  }

  private NDArray attend(NDArray input, int layer, Step step) {
    String prefix = "model.layers.%d.self_attn.".formatted(layer);
    NDArray query = step.turn(heads(linear(input, prefix + "q_proj")));
    NDArray key = step.turn(heads(linear(input, prefix + "k_proj")));
    NDArray value = heads(linear(input, prefix + "v_proj"));
    NDArray keys = step.cache().appendKeys(layer, key);
    NDArray values = step.cache().appendValues(layer, value);
    long n = input.getShape().get(0);
    long t = input.getShape().get(1);
    long k = attention.keyValueHeads();
    long g = attention.groupSize();
    long s = attention.headSize();
    NDArray scores =
        query
            .mul(1 / Math.sqrt(attention.headSize()))
            .reshape(n, k, g * t, s)
            .matMul(keys.transpose(0, 1, 3, 2));
    NDArray probabilities = scores.reshape(n, k, g, t, -1).add(step.mask()).softmax(-1);
    NDArray mixed = probabilities.reshape(n, k, g * t, -1).matMul(values);
    NDArray rows = mixed.reshape(n, k * g, t, s).transpose(0, 2, 1, 3).reshape(n, t, k * g * s);
    return linear(rows, prefix + "o_proj");
  }

  /** [N, T, heads·s] to [N, heads, T, s]. */
  private NDArray heads(NDArray projected) {
    Shape shape = projected.getShape();
    return projected
        .reshape(shape.get(0), shape.get(1), -1, attention.headSize())
        .transpose(0, 2, 1, 3);
  }

  private NDArray linear(NDArray input, String name) {
    return Linear.linear(input, decoder.weight(name + ".weight"), null).singletonOrThrow();
  }

  private NDArray norm(NDArray input, String name) {
    NDArray root = input.square().mean(LAST, true).add(config.normEpsilon()).sqrt();
    return input.div(root).mul(decoder.weight(name + ".weight"));
  }

  private static NDArray rows(NDArray index, NDArray table) {
    return Embedding.embedding(index, table, SparseFormat.DENSE).singletonOrThrow();
  }

  private static NDArray inference(Supplier<NDArray> computation) {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      NDArray result = Scoped.compute(computation);
      NDScope.unregister(result);
      return result;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
