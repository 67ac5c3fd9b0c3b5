package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MatrixProductsTest {

  private static final int ROWS = 37;
  private static final int IN = 24;
  private static final int OUT = 40;

  @Test
  void shouldMultiplyAsTheTensorLibraryDoes() {
    assertSame(operands -> operands.products().linear(operands.x(), operands.w(), null));
    assertSame(operands -> operands.products().linear(operands.x(), operands.w(), operands.b()));
    assertSame(operands -> operands.products().gated(operands.x(), operands.w(), operands.u()));
  }

  private record Operands(MatrixProducts products, NDArray x, NDArray w, NDArray u, NDArray b) {}

  private static void assertSame(Function<Operands, NDArray> computation) {
    try (NDManager manager = TensorEngine.start().newBaseManager(Device.cpu());
        NoGradient scope = new NoGradient();
        MatrixProducts standard = MatrixProducts.standard();
        MatrixProducts fastest = MatrixProducts.of(Device.cpu())) {
      scope.suppressNotUsedWarning();
      NDArray x = manager.randomNormal(new Shape(ROWS, IN));
      NDArray w = manager.randomNormal(new Shape(OUT, IN));
      NDArray u = manager.randomNormal(new Shape(OUT, IN));
      NDArray b = manager.randomNormal(new Shape(OUT));

      float[] expected = computation.apply(new Operands(standard, x, w, u, b)).toFloatArray();
      NDArray actual = computation.apply(new Operands(fastest, x, w, u, b));

      assertThat(actual.getShape()).isEqualTo(new Shape(ROWS, OUT));
      assertThat(actual.toFloatArray()).containsExactly(expected, within(1e-4f));
    }
  }

  @Test
  void shouldDoWithoutAnOperatorThatTheTensorLibraryLacks() {
    String code =
        """
        class Lacking(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.Lacking, x: Tensor) -> Tensor:
            return ops.nowhere._nothing(x)
        """;

    assertThat(ScriptFunction.loadIfKnown(new ScriptArchive("Lacking", code), Device.cpu()))
        .isEmpty();
  }
}
