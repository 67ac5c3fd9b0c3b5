package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.junit.jupiter.api.Test;

class MatrixProductsTest {

  private static final int ROWS = 37;
  private static final int IN = 24;
  private static final int OUT = 40;

  @Test
  void shouldMultiplyAsTheTensorLibraryDoes() {
    try (NDManager manager = TensorEngine.start().newBaseManager(Device.cpu());
        NoGradient scope = new NoGradient();
        MatrixProducts products = MatrixProducts.of(Device.cpu())) {
      scope.suppressNotUsedWarning();
      NDArray x = manager.randomNormal(new Shape(ROWS, IN));
      NDArray w = manager.randomNormal(new Shape(OUT, IN));
      NDArray u = manager.randomNormal(new Shape(OUT, IN));
      NDArray b = manager.randomNormal(new Shape(OUT));
      NDArray product = x.matMul(w.transpose());

      assertSame(products.linear(x, w, null), product);
      assertSame(products.linear(x, w, b), product.add(b));
      if (products.canGate()) {
        NDArray silu = product.mul(Activation.sigmoid(product));
        assertSame(products.gated(x, w, u), silu.mul(x.matMul(u.transpose())));
      }
    }
  }

  private static void assertSame(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
  }

  @Test
  void shouldKnowOneDnnOnX86() {
    assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64");
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    try (MatrixProducts products = MatrixProducts.of(Device.cpu())) {
      assertThat(products.canGate()).isTrue();
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
