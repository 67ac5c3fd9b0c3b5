package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings queries into the order that {@link RaggedAttention} wants, and its result back. */
final class RaggedQueries {

  private final @Nullable NDArray order;
  private final @Nullable NDArray places;

  /**
   * @param manager owns the indices
   * @param queries by prompt
   */
  RaggedQueries(NDManager manager, GroupOrder queries) {
    boolean inOrder = queries.isIdentity();
    this.order = inOrder ? null : manager.create(queries.order());
    this.places = inOrder ? null : manager.create(queries.places());
  }

  /**
   * @param query [R, H, s]
   * @param attention makes [R, H·s] of queries that come prompt after prompt
   * @return [R, H·s]
   */
  NDArray attend(NDArray query, UnaryOperator<NDArray> attention) {
    if (order == null || places == null) {
      return attention.apply(query);
    }
    long heads = query.getShape().get(1);
    long size = query.getShape().get(2);
    NDArray ordered = Slots.pick(query.reshape(-1, heads * size), order).reshape(-1, heads, size);
    return Slots.pick(attention.apply(ordered), places);
  }
}
