package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Queries that go through {@link RaggedAttention} layer by layer: brought into its order, shown
 * what the layer's window lets them see, and brought back.
 */
final class RaggedQueries {

  private final RaggedAttention attention;
  private final List<Integer> windows;
  private final Map<Integer, RaggedAttention.View> views = new HashMap<>();
  private final @Nullable NDArray order;
  private final @Nullable NDArray places;

  /**
   * @param manager owns the indices
   * @param queries by prompt
   * @param viewOfWindow what the queries see within a window
   */
  RaggedQueries(
      NDManager manager,
      DecoderContext context,
      GroupOrder queries,
      IntFunction<RaggedAttention.View> viewOfWindow) {
    boolean inOrder = queries.isIdentity();
    this.attention = Objects.requireNonNull(context.ragged());
    this.windows = context.config().attention().windows();
    this.order = inOrder ? null : manager.create(queries.order());
    this.places = inOrder ? null : manager.create(queries.places());
    windows.forEach(window -> views.computeIfAbsent(window, viewOfWindow::apply));
  }

  /**
   * @param layer from 0
   * @param query [R, H, s]
   * @return [R, H·s]
   */
  NDArray attend(
      int layer, NDArray query, RaggedAttention.Stored keys, RaggedAttention.Stored values) {
    RaggedAttention.View view = Objects.requireNonNull(views.get(windows.get(layer)));
    if (order == null || places == null) {
      return attention.attend(query, keys, values, view);
    }
    long heads = query.getShape().get(1);
    long size = query.getShape().get(2);
    NDArray ordered = Slots.pick(query.reshape(-1, heads * size), order).reshape(-1, heads, size);
    return Slots.pick(attention.attend(ordered, keys, values, view), places);
  }
}
