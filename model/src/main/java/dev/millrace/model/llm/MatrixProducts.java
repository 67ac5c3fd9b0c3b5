package dev.millrace.model.llm;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Products with weights. On a processor, where nothing is recorded for gradients, oneDNN computes
 * them if the tensor library was built with it: it uses the widest vectors of any maker's
 * processor, where the tensor library's own choice, MKL, does so with one maker's only. Everywhere
 * else they are the tensor library's own.
 */
public final class MatrixProducts implements AutoCloseable {

  private static final String PLAIN =
      """
      class Product(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.Product, x: Tensor, w: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(x, w, None, "none", [], "")
      """;

  private static final String BIASED =
      """
      class Biased(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.Biased, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(x, w, b, "none", [], "")
      """;

  private static final String GATED =
      """
      class Gated(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.Gated, x: Tensor, gate: Tensor, up: Tensor) -> Tensor:
          gated = torch.silu_(ops.mkldnn._linear_pointwise(x, gate, None, "none", [], ""))
          return torch.mul_(gated, ops.mkldnn._linear_pointwise(x, up, None, "none", [], ""))
      """;

  private final @Nullable Functions functions;

  private record Functions(ScriptFunction plain, ScriptFunction biased, ScriptFunction gated) {}

  private MatrixProducts(@Nullable Functions functions) {
    this.functions = functions;
  }

  /** As the tensor library computes them. */
  public static MatrixProducts standard() {
    return new MatrixProducts(null);
  }

  /** The fastest for float32 on a device. */
  static MatrixProducts of(Device device) {
    Optional<ScriptFunction> plain =
        device.isGpu()
            ? Optional.empty()
            : ScriptFunction.loadIfKnown(new ScriptArchive("Product", PLAIN), device);
    return new MatrixProducts(
        plain
            .map(
                function ->
                    new Functions(
                        function,
                        ScriptFunction.load(new ScriptArchive("Biased", BIASED), device),
                        ScriptFunction.load(new ScriptArchive("Gated", GATED), device)))
            .orElse(null));
  }

  /**
   * y = x·Wᵀ + b.
   *
   * @param input [rows, in]
   * @param weight [out, in]
   * @param bias [out]
   * @return [rows, out]
   */
  public NDArray linear(NDArray input, NDArray weight, @Nullable NDArray bias) {
    if (functions == null || !NoGradient.isOn()) {
      return Linear.linear(input, weight, bias).singletonOrThrow();
    }
    return bias == null
        ? functions.plain().apply(input, weight)
        : functions.biased().apply(input, weight, bias);
  }

  /** Whether it can compute {@link #gated}. */
  boolean canGate() {
    return functions != null;
  }

  /**
   * silu(x·Wᵀ) · (x·Uᵀ), when nothing is recorded for gradients.
   *
   * @param input [rows, in]
   * @param gate [out, in], W
   * @param up [out, in], U
   * @return [rows, out]
   */
  NDArray gated(NDArray input, NDArray gate, NDArray up) {
    return Objects.requireNonNull(functions).gated().apply(input, gate, up);
  }

  @Override
  public void close() {
    if (functions != null) {
      functions.plain().close();
      functions.biased().close();
      functions.gated().close();
    }
  }
}
