package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * New tokens of trees over cached prompts: each sees its prompt, its ancestors and itself. All
 * tokens of a prompt's tree are query rows over the one copy of the prompt's keys.
 */
final class TreeAttention implements AttentionPattern {

  private final List<Integer> windows;
  private final HeadRotations rotations;
  private final GroupedHeads grouped;
  private final Map<Integer, NDArray> masks;
  private final KeyValueCache prompt;
  private final KeyValueCache tree;

  /**
   * @param masks by window, [B, 1, 1, T, prompt slots + tree slots]
   * @param prompt filled
   * @param tree keys and values of the nodes before these; grows with each layer
   */
  TreeAttention(
      DecoderContext context,
      Rotation rotation,
      Slots slots,
      Map<Integer, NDArray> masks,
      KeyValueCache prompt,
      KeyValueCache tree) {
    this.windows = context.config().attention().windows();
    this.rotations = HeadRotations.of(rotation, context);
    this.grouped = new GroupedHeads(context, slots);
    this.masks = masks;
    this.prompt = prompt;
    this.tree = tree;
  }

  @Override
  public HeadRotations rotations() {
    return rotations;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    tree.append(layer, grouped.keys(heads.key()), grouped.keys(heads.value()));
    NDArray mask = Objects.requireNonNull(masks.get(windows.get(layer)));
    NDArray probabilities =
        Scoped.compute(() -> grouped.probabilities(scores(layer, heads.query()), mask));
    NDList parts = probabilities.split(new long[] {prompt.keys(layer).getShape().get(1)}, 2);
    NDArray ofPrompt = parts.get(0).matMul(prompt.values(layer));
    return grouped.rows(ofPrompt.addi(parts.get(1).matMul(tree.values(layer))));
  }

  private NDArray scores(int layer, NDArray queries) {
    NDArray query = grouped.queries(queries);
    return query
        .matMul(prompt.keys(layer).transpose(0, 2, 1))
        .concat(query.matMul(tree.keys(layer).transpose(0, 2, 1)), 2);
  }
}
