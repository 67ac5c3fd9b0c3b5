package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.sequential.Layers.Dense;
import dev.millrace.model.sequential.Layers.Norm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * SASRec, "Self-Attentive Sequential Recommendation" (arXiv 1808.09781): x = √d·E + P, then blocks
 * of x + Attention(LayerNorm(x)) and x + FeedForward(LayerNorm(x)), then LayerNorm and a linear
 * layer.
 *
 * <p>Deviations: queries, keys and values are all made from the normalised input, as the paper
 * writes it (its code normalises the queries only); positions count from the oldest item, with
 * padding on the right, so that a state does not depend on padding; and the linear layer at the
 * end, without which an item is its own best successor: the residual stream carries its embedding
 * to the place where all embeddings are compared with it.
 */
final class SasRecEncoder implements SequenceEncoder {

  /** Low enough that its exponential is 0. */
  private static final float INVISIBLE = -1e30f;

  private final NetworkConfig.SasRec config;
  private final NDArray positions;
  private final List<Block> blocks;
  private final Norm finalNorm;
  private final Dense output;

  private record Block(
      Norm attentionNorm,
      Dense query,
      Dense key,
      Dense value,
      Dense output,
      Norm feedForwardNorm,
      Dense inner,
      Dense outer) {

    static Block create(Weights weights, String name, int width) {
      return new Block(
          Norm.create(weights, name + "attention_norm", width),
          Dense.create(weights, name + "query", width, width),
          Dense.create(weights, name + "key", width, width),
          Dense.create(weights, name + "value", width, width),
          Dense.create(weights, name + "output", width, width),
          Norm.create(weights, name + "feed_forward_norm", width),
          Dense.create(weights, name + "inner", width, width),
          Dense.create(weights, name + "outer", width, width));
    }
  }

  SasRecEncoder(NetworkConfig.SasRec config, Weights weights) {
    this.config = config;
    this.positions =
        weights.embedding("position_embedding.weight", config.maximumLength(), config.width());
    this.blocks =
        IntStream.range(0, config.blocks())
            .mapToObj(i -> Block.create(weights, "blocks." + i + ".", config.width()))
            .toList();
    this.finalNorm = Norm.create(weights, "norm", config.width());
    this.output = Dense.create(weights, "output", config.width(), config.width());
  }

  @Override
  public NDArray encode(NDArray embedded, boolean training) {
    NDManager manager = embedded.getManager();
    int length = Math.toIntExact(embedded.getShape().get(1));
    NDArray x = embedded.mul(Tensors.scalar(manager, Math.sqrt(config.width())));
    x = dropout(x.add(positions(manager, length)), training);
    NDArray mask = mask(manager, length);
    for (Block block : blocks) {
      NDArray attended = attend(block, block.attentionNorm().apply(x), mask, training);
      x = x.add(dropout(attended, training));
      NDArray normed = block.feedForwardNorm().apply(x);
      NDArray inner = dropout(Activation.relu(block.inner().apply(normed)), training);
      x = x.add(dropout(block.outer().apply(inner), training));
    }
    return output.apply(finalNorm.apply(x));
  }

  /** [T, d]. */
  private NDArray positions(NDManager manager, int length) {
    NDArray places = Tensors.longs(manager, LongStream.range(0, length).toArray());
    return Embedding.embedding(places, positions, SparseFormat.DENSE).singletonOrThrow();
  }

  /** 0 where the key is not after the query, else {@link #INVISIBLE}; [T, T]. */
  private static NDArray mask(NDManager manager, int length) {
    NDArray places = manager.arange(0, length, 1, DataType.INT32);
    NDArray later = places.reshape(1, length).gt(places.reshape(length, 1));
    return later.toType(DataType.FLOAT32, false).mul(INVISIBLE);
  }

  /**
   * @param input [B, T, d]
   */
  private NDArray attend(Block block, NDArray input, NDArray mask, boolean training) {
    long rows = input.getShape().get(0);
    long length = input.getShape().get(1);
    double scale = 1 / Math.sqrt((double) config.width() / config.heads());
    NDArray query =
        split(block.query().apply(input)).mul(Tensors.scalar(input.getManager(), scale));
    NDArray key = split(block.key().apply(input));
    NDArray value = split(block.value().apply(input));
    NDArray scores = query.matMul(key.transpose(0, 1, 3, 2)).add(mask); // [B, H, T, T]
    NDArray attention = dropout(scores.softmax(-1), training);
    NDArray mixed = attention.matMul(value).transpose(0, 2, 1, 3); // [B, T, H, d/H]
    return block.output().apply(mixed.reshape(rows, length, config.width()));
  }

  /** [B, T, d] → [B, H, T, d/H]. */
  private NDArray split(NDArray projected) {
    long rows = projected.getShape().get(0);
    long length = projected.getShape().get(1);
    return projected.reshape(rows, length, config.heads(), -1).transpose(0, 2, 1, 3);
  }

  private NDArray dropout(NDArray input, boolean training) {
    return Layers.dropout(input, config.dropout(), training);
  }
}
