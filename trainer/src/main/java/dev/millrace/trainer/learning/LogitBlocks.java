package dev.millrace.trainer.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.HeadRows;
import dev.millrace.model.llm.HiddenStates;
import dev.millrace.model.llm.Tensors;
import dev.millrace.trainer.objective.LogitBlock;
import java.util.Arrays;
import java.util.List;

/**
 * Turns hidden states at response places into blocks of logits, one at a time. The final norm is
 * applied once a layer, and the output matrix's rows are gathered once for all blocks and layers.
 */
final class LogitBlocks {

  private final NDManager scratch;
  private final List<NDArray> normed;
  private final HeadRows head;

  /**
   * @param scratch owns what is made
   * @param hidden of the places, at every depth of interest
   * @param depths the model's own output first, then the intermediate ones
   */
  LogitBlocks(NDManager scratch, Decoder decoder, HiddenStates hidden, Depths depths) {
    this.scratch = scratch;
    this.normed =
        depths.all().stream().map(depth -> decoder.head().normed(hidden.at(depth))).toList();
    this.head =
        depths.groups().tokens().size() == 0
            ? decoder.head().whole()
            : decoder.head().part(Tensors.longs(scratch, depths.groups().tokens().toLongArray()));
  }

  /**
   * What to look at.
   *
   * @param all the last layer first
   * @param groups of places
   */
  record Depths(List<Integer> all, PlaceGroups groups) {}

  LogitBlock block(PlaceGroup group) {
    NDArray places =
        Tensors.longs(scratch, group.places().stream().mapToLong(BatchPlace::index).toArray());
    List<NDArray> logits =
        group.isDense() ? dense(group, places) : gathered(group, places, indices(group));
    return new LogitBlock(logits.get(0), logits.subList(1, logits.size()), group.targets());
  }

  private List<NDArray> dense(PlaceGroup group, NDArray places) {
    return normed.stream()
        .map(states -> head.first(pick(states, group, places), group.targets().columns()))
        .toList();
  }

  private List<NDArray> gathered(PlaceGroup group, NDArray places, NDArray indices) {
    return normed.stream()
        .map(states -> head.gathered(pick(states, group, places), indices))
        .toList();
  }

  private NDArray indices(PlaceGroup group) {
    long[] flat = group.columns().stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    return Tensors.longs(scratch, flat)
        .reshape(new Shape(group.places().size(), group.targets().columns()));
  }

  private NDArray pick(NDArray states, PlaceGroup group, NDArray places) {
    boolean all = states.getShape().get(0) == group.places().size();
    return all ? states : Tensors.pick(states, places);
  }
}
