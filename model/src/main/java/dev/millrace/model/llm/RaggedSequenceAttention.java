package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The pattern of {@link SequenceAttention} with {@link RaggedAttention}. The listener gets keys and
 * values as they come, [R, K, s].
 */
final class RaggedSequenceAttention implements SequencePattern {

  private final HeadRotations rotations;
  private final PackedBatch batch;
  private final KeyValueListener listener;
  private final RaggedQueries queries;

  /** All tokens look. */
  RaggedSequenceAttention(
      NDManager manager, PackedBatch batch, DecoderContext context, KeyValueListener listener) {
    this(
        manager,
        new SequenceView(batch),
        context,
        HeadRotations.of(
            context.rotations().at(Tensors.longs(manager, batch.positions())), context),
        listener);
  }

  private RaggedSequenceAttention(
      NDManager manager,
      SequenceView view,
      DecoderContext context,
      HeadRotations rotations,
      KeyValueListener listener) {
    this.rotations = rotations;
    this.batch = view.batch();
    this.listener = listener;
    this.queries =
        new RaggedQueries(manager, context, view.queries(), window -> view.at(manager, window));
  }

  @Override
  public AttentionPattern at(NDManager manager, Positions positions, DecoderContext context) {
    SequenceView view = new SequenceView(batch, positions);
    Rotation turned = context.rotations().at(Tensors.longs(manager, view.offsets()));
    return new RaggedSequenceAttention(
        manager, view, context, rotations.withQueries(turned, context), listener);
  }

  @Override
  public HeadRotations rotations() {
    return rotations;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    listener.onLayer(layer, heads.key(), heads.value());
    NDArray none = nothing(heads.key());
    return queries.attend(
        layer,
        heads.query(),
        new RaggedAttention.Stored(heads.key(), none),
        new RaggedAttention.Stored(heads.value(), none));
  }

  private static NDArray nothing(NDArray keys) {
    Shape shape = keys.getShape();
    return keys.getManager().zeros(new Shape(0, shape.get(1), shape.get(2)), DataType.FLOAT32);
  }
}
