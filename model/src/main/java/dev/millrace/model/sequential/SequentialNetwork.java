package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.TensorContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A neural network that knows a user by the items of a history: item embeddings, an encoder, and a
 * score for every item. SASRec and GRU4Rec score with the embeddings themselves; Caser, as in its
 * paper, with a matrix and a bias of their own.
 */
public final class SequentialNetwork implements AutoCloseable {

  /** Name of the item embeddings among the parameters, [items, width]. */
  public static final String ITEM_EMBEDDING = "item_embedding.weight";

  private final NetworkConfig config;
  private final Weights weights;
  private final NDArray embedding;
  private final SequenceEncoder encoder;
  private final ItemHead head;

  private SequentialNetwork(NetworkConfig config, Weights weights, int items) {
    this.config = config;
    this.weights = weights;
    this.embedding = weights.embedding(ITEM_EMBEDDING, items, config.width());
    this.encoder = encoder(config, weights);
    this.head = head(items);
  }

  /**
   * An untrained network.
   *
   * @param items size of the catalogue
   * @param seed the same seed gives the same weights
   */
  public static SequentialNetwork create(NetworkConfig config, int items, long seed) {
    Sizes.atLeastOne("items", items);
    return new SequentialNetwork(config, new Weights(seed), items);
  }

  private static SequenceEncoder encoder(NetworkConfig config, Weights weights) {
    if (config instanceof NetworkConfig.SasRec sasRec) {
      return new SasRecEncoder(sasRec, weights);
    }
    if (config instanceof NetworkConfig.Gru4Rec gru4Rec) {
      return new Gru4RecEncoder(gru4Rec, weights);
    }
    return new CaserEncoder((NetworkConfig.Caser) config, weights);
  }

  private ItemHead head(int items) {
    if (config instanceof NetworkConfig.Caser) {
      return new ItemHead(
          weights.embedding("head.weight", items, config.width()),
          weights.constant("head.bias", items, 0));
    }
    return new ItemHead(embedding, null);
  }

  /**
   * What scores items.
   *
   * @param weight a row an item, [items, d]
   * @param bias [items]; null = none
   */
  record ItemHead(NDArray weight, @Nullable NDArray bias) {

    /** [P, d] → [P, items]. */
    NDArray scores(NDArray states) {
      return Linear.linear(states, weight, bias).singletonOrThrow();
    }
  }

  /**
   * The user's state at the wanted places.
   *
   * @param scratch owns the result and what is made on the way
   * @param training whether dropout is active
   * @return [P, d]
   */
  NDArray states(NDManager scratch, SequenceBatch batch, boolean training) {
    NDArray items = Tensors.longs(scratch, batch.items()).reshape(batch.rows(), batch.length());
    NDArray states = encoder.encode(pick(embedding, items), training);
    NDArray places = Tensors.longs(scratch, batch.places());
    return pick(states.reshape(-1, config.width()), places);
  }

  /** Rows of a matrix, with gradient; the result belongs to the indices' manager. */
  static NDArray pick(NDArray matrix, NDArray rows) {
    return Embedding.embedding(rows, matrix, SparseFormat.DENSE).singletonOrThrow();
  }

  ItemHead head() {
    return head;
  }

  Weights weights() {
    return weights;
  }

  /** The shape of this network. */
  public NetworkConfig config() {
    return config;
  }

  /** Number of items that have an embedding. */
  public int items() {
    return Math.toIntExact(embedding.getShape().get(0));
  }

  /** The arrays that training moves, by name. */
  public SortedMap<String, NDArray> parameters() {
    return weights.arrays();
  }

  /** Number of figures in all parameters. */
  public long parameterCount() {
    return parameters().values().stream().mapToLong(NDArray::size).sum();
  }

  /** A copy of the item embeddings, [items][width]. */
  public float[][] itemEmbeddings() {
    float[] flat = embedding.toFloatArray();
    float[][] rows = new float[items()][config.width()];
    for (int item = 0; item < rows.length; item++) {
      System.arraycopy(flat, item * config.width(), rows[item], 0, config.width());
    }
    return rows;
  }

  /**
   * Writes all parameters, the item embeddings among them, as safetensors.
   *
   * @throws dev.millrace.model.weights.WeightsException if the file cannot be written
   */
  public void save(Path file) {
    List<TensorContent> contents =
        parameters().entrySet().stream()
            .map(entry -> Tensors.content(entry.getKey(), entry.getValue()))
            .toList();
    SafetensorsWriter.write(file, contents, Map.of("network", config.toString()));
  }

  @Override
  public void close() {
    weights.close();
  }
}
