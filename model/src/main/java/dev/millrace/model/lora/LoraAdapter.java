package dev.millrace.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.millrace.model.config.ConfigException;
import dev.millrace.model.llm.Adapter;
import dev.millrace.model.llm.Cast;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.LinearAdapter;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.WeightLoader;
import dev.millrace.model.weights.SafetensorsFile;
import dev.millrace.model.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A low-rank adapter (arXiv 2106.09685) for a decoder: layer outputs become W·x + s·B·A·x. The
 * decoder's own weights are never written.
 */
public final class LoraAdapter implements Adapter, AutoCloseable {

  /** Name of the weight file in an adapter's directory. */
  public static final String FILE = "adapter_model.safetensors";

  private final LoraConfig config;
  private final NDManager manager;
  private final SortedMap<String, NDArray> parameters;
  private final Map<String, LoraPair> pairs = new HashMap<>();

  private LoraAdapter(
      LoraConfig config,
      NDManager manager,
      LoraLayout layout,
      Map<String, NDArray> parameters,
      Cast cast) {
    this.config = config;
    this.manager = manager;
    this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    NDArray scale = Tensors.scalar(manager, config.scale());
    for (String layer : layout.layers()) {
      NDArray down = Objects.requireNonNull(parameters.get(LoraLayout.down(layer)));
      NDArray up = Objects.requireNonNull(parameters.get(LoraLayout.up(layer)));
      pairs.put(layer, new LoraPair(down, up, scale, config.dropout(), cast));
    }
  }

  /**
   * Makes an adapter that changes nothing yet: A is random, B is 0.
   *
   * @param base the decoder that it is for; the adapter is freed with it at the latest
   * @param seed the same seed gives the same adapter
   * @throws ConfigException if no layer of the decoder is a target
   */
  public static LoraAdapter create(LoraConfig config, Decoder base, long seed) {
    return make(
        config,
        base,
        (layout, manager) -> new LoraInitializer(manager, seed).create(layout.shapes()));
  }

  /**
   * Reads an adapter in PEFT's layout.
   *
   * @param directory holds {@value LoraConfig#FILE} and {@value #FILE}
   * @param base the decoder that it is for; the adapter is freed with it at the latest
   * @throws ConfigException if the configuration is not supported or does not fit the decoder
   * @throws dev.millrace.model.weights.WeightsException if the weights are damaged or do not fit
   */
  public static LoraAdapter read(Path directory, Decoder base) {
    Path file = directory.resolve(FILE);
    LoraConfig config = LoraConfig.read(directory);
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      return make(
          config,
          base,
          (layout, manager) ->
              new WeightLoader(file.toString(), source, manager, new Cast.None())
                  .load(layout.shapes()));
    }
  }

  private interface Maker {
    Map<String, NDArray> make(LoraLayout layout, NDManager manager);
  }

  private static LoraAdapter make(LoraConfig config, Decoder base, Maker maker) {
    LoraLayout layout = LoraLayout.of(config, base.config());
    NDManager manager = base.manager().newSubManager();
    try {
      return new LoraAdapter(config, manager, layout, maker.make(layout, manager), base.cast());
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** What the adapter looks like. */
  public LoraConfig config() {
    return config;
  }

  /** All A and B by PEFT's names, in float32: what is trained. */
  public SortedMap<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public @Nullable LinearAdapter linear(String layer) {
    return pairs.get(layer);
  }

  /**
   * The decoder with the adapter added into copies of its weights: faster to run, and undone by
   * closing it.
   *
   * @param base stays bit by bit what it was
   */
  public Decoder merged(Decoder base) {
    Map<String, NDArray> merged = new HashMap<>();
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      pairs.forEach(
          (layer, pair) -> {
            String name = LoraLayout.weight(layer);
            merged.put(name, merged(base.weight(name), pair));
          });
    }
    return base.replacing(merged);
  }

  private static NDArray merged(NDArray weight, LoraPair pair) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray sum = pair.product().add(pair.cast().widen(weight));
      NDArray result = pair.cast().narrow(sum);
      NDScope.unregister(result);
      return result;
    }
  }

  /**
   * Writes the adapter in PEFT's layout.
   *
   * @param directory exists
   */
  public void write(Path directory) {
    config.write(directory);
    SafetensorsWriter.write(
        directory.resolve(FILE),
        parameters.entrySet().stream()
            .map(entry -> Tensors.content(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Names of the layers that it adds to. */
  public List<String> layers() {
    return pairs.keySet().stream().sorted().toList();
  }

  /** Frees the matrices; views of decoders with this adapter are of no use afterwards. */
  @Override
  public void close() {
    manager.close();
  }
}
