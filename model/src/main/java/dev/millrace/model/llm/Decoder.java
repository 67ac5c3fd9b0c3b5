package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.WeightDirectory;
import dev.millrace.model.weights.WeightSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decoder language model of the Llama family. Its weights are shared by the views that {@link
 * #with} and {@link #replacing} make; closing the decoder closes them all. The forward pass is safe
 * for use by many threads as long as nobody changes the weights.
 */
public final class Decoder implements PromptScorer, AutoCloseable {

  private static final long MAXIMUM_SHARD_BYTES = 4L << 30;

  private final NDManager manager;
  private final Runnable afterClose;
  private final DecoderContext context;
  private final SortedMap<String, NDArray> weights;
  private final NDArray embedding;
  private final List<DecoderLayer> layers;
  private final Head head;

  private Decoder(
      NDManager manager,
      DecoderContext context,
      Map<String, NDArray> weights,
      Adapter adapter,
      Runnable afterClose) {
    DecoderModules modules = new DecoderModules(context, weights, adapter);
    this.manager = manager;
    this.afterClose = afterClose;
    this.context = context;
    this.weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    this.embedding = modules.embedding();
    this.layers = modules.layers();
    this.head = modules.head();
  }

  /**
   * Loads a model in Hugging Face layout.
   *
   * @param directory holds config.json and safetensors files
   * @throws dev.millrace.model.config.ConfigException if the configuration is not supported
   * @throws dev.millrace.model.weights.WeightsException if the weights are damaged or do not fit it
   */
  public static Decoder load(Path directory, DecoderOptions options) {
    DecoderConfig config = DecoderConfig.read(directory);
    try (WeightSource source = WeightDirectory.open(directory)) {
      return create(
          config,
          options,
          (manager, cast) ->
              new WeightLoader(directory.toString(), source, manager, cast)
                  .load(config.weightShapes()));
    }
  }

  /**
   * Makes a model with random weights.
   *
   * @param seed the same seed gives the same weights
   */
  public static Decoder random(DecoderConfig config, DecoderOptions options, long seed) {
    return create(
        config, options, (manager, cast) -> new RandomWeights(config, seed).create(manager, cast));
  }

  private interface WeightMaker {
    Map<String, NDArray> make(NDManager manager, Cast cast);
  }

  private static Decoder create(DecoderConfig config, DecoderOptions options, WeightMaker maker) {
    NDManager manager = TensorEngine.start().newBaseManager(options.device());
    Cast cast = Cast.of(options.precision(), options.device());
    ProcessorFunctions functions = ProcessorFunctions.of(options, cast);
    Runnable afterClose =
        () -> {
          cast.close();
          functions.close();
        };
    try {
      RotationTable rotations = new RotationTable(manager, config, options, cast);
      NDArray scale = Tensors.scalar(manager, 1 / Math.sqrt(config.attention().headSize()));
      DecoderContext context =
          new DecoderContext(config, options, cast, rotations, scale, functions);
      return new Decoder(manager, context, maker.make(manager, cast), layer -> null, afterClose);
    } catch (RuntimeException e) {
      afterClose.run();
      manager.close();
      throw e;
    }
  }

  /** The decoder's shape. */
  public DecoderConfig config() {
    return context.config();
  }

  /** Where and how precisely it computes. */
  public DecoderOptions options() {
    return context.options();
  }

  /** How it multiplies with weights. */
  public MatrixProducts products() {
    return context.products();
  }

  /** Between float32 and the weights' precision. */
  public Cast cast() {
    return context.cast();
  }

  /** The weights by their Hugging Face names. They stay the decoder's own. */
  public SortedMap<String, NDArray> weights() {
    return weights;
  }

  /**
   * One weight.
   *
   * @param name its Hugging Face name
   * @throws IllegalArgumentException if there is none of this name
   */
  public NDArray weight(String name) {
    NDArray weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          "There is no weight %s; there are %s".formatted(name, weights.keySet()));
    }
    return weight;
  }

  /** Owner of the weights; make sub-managers of it for the arrays of a step. */
  public NDManager manager() {
    return manager;
  }

  /** Turns hidden states into logits. */
  public Head head() {
    return head;
  }

  /**
   * The same decoder with additions to its linear layers.
   *
   * @param adapter outlives the view; it is not closed with it
   */
  public Decoder with(Adapter adapter) {
    return new Decoder(manager.newSubManager(), context, weights, adapter, () -> {});
  }

  /**
   * The same decoder with other values for some weights.
   *
   * @param replaced by name, in shape and type like those they stand for; the view owns them
   */
  public Decoder replacing(Map<String, NDArray> replaced) {
    Map<String, NDArray> all = new HashMap<>(weights);
    NDManager owner = manager.newSubManager();
    replaced.forEach(
        (name, weight) -> {
          requireSameForm(name, weight);
          weight.attach(owner);
          all.put(name, weight);
        });
    return new Decoder(owner, context, all, layer -> null, () -> {});
  }

  private void requireSameForm(String name, NDArray weight) {
    NDArray own = weight(name);
    if (!own.getShape().equals(weight.getShape()) || own.getDataType() != weight.getDataType()) {
      throw new IllegalArgumentException(
          "%s stands for a weight of the same shape and type, but was %s %s in place of %s"
              .formatted(name, weight.getDataType(), weight.getShape(), own));
    }
  }

  /**
   * Computes hidden states at chosen places. Only they outlive the call; with gradients on, the
   * rest lives on inside the graph.
   *
   * @param scratch owns the result
   */
  public HiddenStates forward(NDManager scratch, ForwardRequest request) {
    return forward(scratch, request, SequencePattern.KeyValueListener.NONE);
  }

  HiddenStates forward(
      NDManager scratch, ForwardRequest request, SequencePattern.KeyValueListener listener) {
    Map<Integer, NDArray> wanted;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      LayerPass pass = new LayerPass(this, scratch, request, listener);
      wanted = pass.last(pass.embedded(), 1);
      wanted.values().forEach(NDScope::unregister);
    }
    wanted.values().forEach(NDScope::register);
    return new HiddenStates(wanted);
  }

  /**
   * The same for training with less memory: of most layers only what comes out of every few is
   * kept, and what lies between is computed again when gradients flow back (arXiv 1604.06174).
   *
   * @param scratch owns the result
   * @param segments how much is computed again at once
   */
  public SegmentedPass forwardInSegments(
      NDManager scratch, ForwardRequest request, Segments segments) {
    return SegmentedPass.run(
        new LayerPass(this, scratch, request, SequencePattern.KeyValueListener.NONE), segments);
  }

  /**
   * @param tokens [R], INT64
   * @return [R, d]
   */
  NDArray embed(NDArray tokens) {
    return Tensors.rows(embedding, tokens);
  }

  /** One layer; depth 1 is the first. */
  NDArray layer(int depth, NDArray hidden, Pass pass) {
    return Scoped.compute(() -> layers.get(depth - 1).apply(hidden, depth - 1, pass));
  }

  /**
   * The first layers, when nothing is recorded for gradients: what goes into each is closed.
   *
   * @param embedded what goes into the first, [R, d]
   * @param depth of the last of them
   * @return [R, d]
   */
  NDArray through(NDArray embedded, int depth, Pass pass) {
    NDArray hidden = embedded;
    for (int next = 1; next <= depth; next++) {
      try (NDArray before = hidden) {
        hidden = layer(next, before, pass);
      }
    }
    return hidden;
  }

  /** One layer for some tokens only; depth 1 is the first. */
  NDArray layerAt(int depth, NDArray hidden, NDArray places, Pass pass) {
    return Scoped.compute(() -> layers.get(depth - 1).applyAt(hidden, places, depth - 1, pass));
  }

  DecoderContext context() {
    return context;
  }

  @Override
  public PromptSession open(List<int[]> prompts) {
    return DecoderSession.open(this, new TokenBatch(prompts));
  }

  @Override
  public TokenBlock block(int[] tokens) {
    context.requireTokens(tokens);
    return HeadBlock.of(manager.newSubManager(), head, tokens);
  }

  /**
   * Writes config.json and the weights in Hugging Face layout.
   *
   * @param directory exists
   */
  public void save(Path directory) {
    config().write(directory);
    SafetensorsWriter.writeSharded(
        directory,
        weights.entrySet().stream()
            .map(entry -> Tensors.content(entry.getKey(), entry.getValue(), cast()))
            .toList(),
        MAXIMUM_SHARD_BYTES);
  }

  /** Frees the weights and all views; a view frees what is its own. */
  @Override
  public void close() {
    manager.close();
    afterClose.run();
  }
}
