package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** One way through a decoder's layers, which may be gone in stretches. */
final class LayerPass {

  private final Decoder decoder;
  private final NDManager scratch;
  private final ForwardRequest request;
  private final PackedBatch batch;
  private final NDArray tokens;
  private final NDArray places;
  private final SequencePattern attention;
  private final Pass pass;

  /**
   * @param scratch owns what is made
   */
  LayerPass(
      Decoder decoder,
      NDManager scratch,
      ForwardRequest request,
      SequencePattern.KeyValueListener listener) {
    DecoderContext context = decoder.context();
    this.decoder = decoder;
    this.scratch = scratch;
    this.request = request;
    this.batch = new PackedBatch(request.batch());
    context.requireLength(batch.longest());
    request.batch().rows().forEach(context::requireTokens);
    requireDepths();
    this.tokens = Tensors.longs(scratch, batch.tokens());
    this.places = Tensors.longs(scratch, batch.indices(request.positions()));
    this.attention = SequencePattern.of(scratch, batch, context, listener);
    this.pass =
        new Pass(
            attention, request.training(), request.training() ? decoder.options().dropout() : 0);
  }

  private void requireDepths() {
    int layers = decoder.config().layers();
    if (deepest() > layers || shallowest() < 1) {
      throw new IllegalArgumentException(
          "Depths are 1 to %d, but were %s".formatted(layers, request.depths()));
    }
  }

  NDManager scratch() {
    return scratch;
  }

  /** The last layer that is asked for. */
  int deepest() {
    return Collections.max(request.depths());
  }

  /** The first layer that is asked for. */
  int shallowest() {
    return Collections.min(request.depths());
  }

  /** What goes into the first layer, [R, d]. */
  NDArray embedded() {
    return pass.drop(decoder.embed(tokens));
  }

  /**
   * A stretch of layers.
   *
   * @param hidden what goes into the first of them, [R, d]
   * @param from depth of the first
   * @param to depth of the last
   * @return [R, d]
   */
  NDArray through(NDArray hidden, int from, int to) {
    NDArray state = hidden;
    for (int depth = from; depth <= to; depth++) {
      state = decoder.layer(depth, state, pass);
    }
    return state;
  }

  /**
   * The layers up to the deepest that is asked for.
   *
   * @param hidden what goes into the first of them, [R, d]
   * @param from depth of the first, not behind any that is asked for
   * @return by depth, [P, d]
   */
  Map<Integer, NDArray> last(NDArray hidden, int from) {
    Map<Integer, NDArray> wanted = new HashMap<>();
    NDArray state = hidden;
    int deepest = deepest();
    for (int depth = from; depth < deepest; depth++) {
      state = decoder.layer(depth, state, pass);
      if (request.depths().contains(depth)) {
        wanted.put(depth, Slots.pick(state, places));
      }
    }
    wanted.put(deepest, deepest(state));
    return wanted;
  }

  /** The same; all but the result is freed, as far as no graph holds it. */
  Map<Integer, NDArray> lastScoped(NDArray hidden, int from) {
    Map<Integer, NDArray> wanted;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      wanted = last(hidden, from);
      wanted.values().forEach(NDScope::unregister);
    }
    wanted.values().forEach(NDScope::register);
    return wanted;
  }

  private NDArray deepest(NDArray state) {
    if (!batch.isMuchMoreThan(request.positions())) {
      return Slots.pick(decoder.layer(deepest(), state, pass), places);
    }
    AttentionPattern few = attention.at(scratch, request.positions(), decoder.context());
    Pass last = new Pass(few, pass.training(), pass.dropout());
    return decoder.layerAt(deepest(), state, places, last);
  }
}
