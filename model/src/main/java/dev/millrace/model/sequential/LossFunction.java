package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.sequential.SequentialNetwork.ItemHead;
import java.util.Random;

/** Computes a {@link NextItemLoss} with gradients. */
final class LossFunction {

  private static final float NEVER = -1e30f;

  private final ItemHead head;
  private final int items;
  private final Random random;

  /**
   * @param random draws negatives
   */
  LossFunction(SequentialNetwork network, Random random) {
    this.head = network.head();
    this.items = network.items();
    this.random = random;
  }

  /**
   * @param states [P, d]; their manager owns what is made
   * @param batch where they come from
   * @return a scalar
   */
  NDArray apply(NextItemLoss loss, NDArray states, TrainingBatch batch) {
    if (loss instanceof NextItemLoss.SampledSoftmax sampled) {
      return sampledSoftmax(states, batch.targets(), sampled.negatives());
    }
    if (loss instanceof NextItemLoss.BinaryCrossEntropy binary) {
      return binaryCrossEntropy(states, batch, binary.negatives());
    }
    return fullSoftmax(states, batch.targets());
  }

  private NDArray fullSoftmax(NDArray states, long[] targets) {
    NDArray index = Tensors.longs(states.getManager(), targets).reshape(-1, 1);
    return head.scores(states).logSoftmax(1).gather(index, 1).mean().neg();
  }

  private NDArray sampledSoftmax(NDArray states, long[] targets, int negatives) {
    NDManager manager = states.getManager();
    long[] drawn = random.longs(negatives, 0, items).toArray();
    NDArray target = Tensors.longs(manager, targets);
    NDArray draws = Tensors.longs(manager, drawn);
    NDArray hits = target.reshape(-1, 1).eq(draws.reshape(1, -1)); // [P, n]
    NDArray correction =
        hits.toType(DataType.FLOAT32, false).mul(NEVER).add(Math.log((double) items / negatives));
    NDArray others = rows(draws).scores(states).add(correction);
    NDArray scores = rowScores(states, target).concat(others, 1); // [P, 1 + n]
    return scores.logSoftmax(1).get(":, 0").mean().neg();
  }

  private NDArray binaryCrossEntropy(NDArray states, TrainingBatch batch, int negatives) {
    NDManager manager = states.getManager();
    NDArray positive = rowScores(states, Tensors.longs(manager, batch.targets()));
    NDArray loss = logSigmoid(positive).mean();
    for (int i = 0; i < negatives; i++) {
      NDArray negative = rowScores(states, Tensors.longs(manager, strangers(batch)));
      loss = loss.add(logSigmoid(negative.neg()).mean());
    }
    return loss.neg();
  }

  /** For each place an item that its window does not have. */
  private long[] strangers(TrainingBatch batch) {
    return batch.windowOfPlace().stream().mapToLong(this::stranger).toArray();
  }

  private long stranger(TrainingWindow window) {
    int item = random.nextInt(items);
    for (int attempt = 0; window.contains(item) && attempt < items; attempt++) {
      item = random.nextInt(items);
    }
    return item;
  }

  private ItemHead rows(NDArray chosen) {
    NDArray bias = head.bias();
    NDArray weight = SequentialNetwork.pick(head.weight(), chosen);
    return new ItemHead(weight, bias == null ? null : pick(bias, chosen));
  }

  /** The score of one item a place, [P, 1]. */
  private NDArray rowScores(NDArray states, NDArray chosen) {
    ItemHead rows = rows(chosen);
    NDArray scores = states.mul(rows.weight()).sum(new int[] {1}, true);
    return rows.bias() == null ? scores : scores.add(rows.bias().reshape(-1, 1));
  }

  private static NDArray pick(NDArray bias, NDArray chosen) {
    NDArray picked = bias.gather(chosen, 0); // in the manager of the bias, where it would stay
    picked.attach(chosen.getManager());
    return picked;
  }

  /** log σ(x) = x − log(eˣ + e⁰), computed as the log-softmax of (x, 0). */
  private static NDArray logSigmoid(NDArray x) {
    return x.concat(x.zerosLike(), 1).logSoftmax(1).get(":, 0");
  }
}
