package dev.millrace.model.llm;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;

/**
 * Attention of prompts, and of trees behind them, on a processor, one prompt after the other:
 * nothing is padded, and of a tree's keys only those are looked at that some query sees. In a
 * rectangle, most of what is computed is masked out again: prompts differ in length, users in the
 * number of their beams, and of the tokens fed so far a query sees a handful.
 *
 * <p>A loop of tensor operations over the prompts; it runs inside the tensor library, because as
 * many calls from Java would cost what it saves.
 */
final class RaggedAttention implements AutoCloseable {

  /** Queries are scaled already. The masks of all prompts are one after the other in one row. */
  private static final String CODE =
      """
      class RaggedAttention(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.RaggedAttention,
          query: Tensor,
          promptKeys: Tensor,
          promptValues: Tensor,
          treeKeys: Tensor,
          treeValues: Tensor,
          sizes: Tensor,
          seen: Tensor,
          mask: Tensor) -> Tensor:
          heads = torch.size(promptKeys, 1)
          width = torch.size(promptKeys, 2)
          group = torch.floordiv(torch.size(query, 1), heads)
          parts = annotate(List[Tensor], [])
          row = 0
          key = 0
          cell = 0
          for i in range(torch.size(sizes, 0)):
            size = torch.select(sizes, 0, i)
            start = int(torch.select(size, 0, 0))
            prompt = int(torch.select(size, 0, 1))
            rows = int(torch.select(size, 0, 2))
            keys = int(torch.select(size, 0, 3))
            q = torch.reshape(torch.narrow(query, 0, row, rows), [rows, heads, group, width])
            q = torch.reshape(torch.permute(q, [1, 2, 0, 3]), [1, heads, group * rows, width])
            index = torch.narrow(seen, 0, key, keys)
            k = torch.transpose(torch.cat([torch.narrow(promptKeys, 0, start, prompt), \
      torch.index_select(treeKeys, 0, index)], 0), 0, 1)
            v = torch.transpose(torch.cat([torch.narrow(promptValues, 0, start, prompt), \
      torch.index_select(treeValues, 0, index)], 0), 0, 1)
            slots = prompt + keys
            m = torch.reshape(torch.narrow(mask, 0, cell, rows * slots), [1, rows, slots])
            m = torch.reshape(torch.expand(m, [group, rows, slots]), [1, 1, group * rows, slots])
            o = torch.scaled_dot_product_attention(q, torch.unsqueeze(k, 0), \
      torch.unsqueeze(v, 0), m, 0., False, scale=1.)
            o = torch.permute(torch.reshape(o, [heads, group, rows, width]), [2, 0, 1, 3])
            _0 = torch.append(parts, torch.reshape(o, [rows, heads * group * width]))
            row = row + rows
            key = key + keys
            cell = cell + rows * slots
          return torch.cat(parts, 0)
      """;

  private final ScriptFunction function;

  RaggedAttention(Device device) {
    this.function = ScriptFunction.load(new ScriptArchive("RaggedAttention", CODE), device);
  }

  /**
   * Where the queries of one pass look.
   *
   * @param sizes [U, 4], INT64, on the processor: as {@link RaggedSizes} collects them, for each
   *     prompt with queries
   * @param seen those keys' rows in the tree's cache, INT64, prompt after prompt
   * @param mask 0 where a query sees a slot, very low elsewhere; [rows][slots] for each prompt,
   *     prompt after prompt
   */
  record View(NDArray sizes, NDArray seen, NDArray mask) {}

  /**
   * A layer's keys or values.
   *
   * @param prompts [R, K, s], prompt after prompt
   * @param trees [N, K, s], in the order in which nodes were fed
   */
  record Stored(NDArray prompts, NDArray trees) {}

  /**
   * @param query [R, H, s], turned and scaled, prompt after prompt
   * @return [R, H·s]
   */
  NDArray attend(NDArray query, Stored keys, Stored values, View view) {
    return function.apply(
        query,
        keys.prompts(),
        values.prompts(),
        keys.trees(),
        values.trees(),
        view.sizes(),
        view.seen(),
        view.mask());
  }

  @Override
  public void close() {
    function.close();
  }
}
