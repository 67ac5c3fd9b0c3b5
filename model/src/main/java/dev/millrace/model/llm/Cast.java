package dev.millrace.model.llm;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;

/**
 * Conversion between float32 and a decoder's precision, with gradients. DJL's own conversion stops
 * them, and does not know bfloat16.
 */
public interface Cast extends AutoCloseable {

  /** To float32; may give back the same array. */
  NDArray widen(NDArray array);

  /** From float32 to the decoder's precision; may give back the same array. */
  NDArray narrow(NDArray array);

  /** Whether there is nothing to convert. */
  boolean isIdentity();

  @Override
  void close();

  /** Conversions on a device. */
  static Cast of(Precision precision, Device device) {
    return switch (precision) {
      case FLOAT32 -> new None();
      case BFLOAT16 -> new Script(device);
    };
  }

  /** Everything is float32. */
  record None() implements Cast {

    @Override
    public NDArray widen(NDArray array) {
      return array;
    }

    @Override
    public NDArray narrow(NDArray array) {
      return array;
    }

    @Override
    public boolean isIdentity() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  /** Between float32 and bfloat16. */
  final class Script implements Cast {

    private static final int FLOAT = 6;
    private static final int BFLOAT16 = 15;
    private static final String CODE =
        """
        class Cast(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.Cast,
            x: Tensor) -> Tensor:
            return torch.to(x, %d)
        """;

    private final ScriptFunction toFloat;
    private final ScriptFunction toBfloat16;

    private Script(Device device) {
      toFloat = ScriptFunction.load(new ScriptArchive("Cast", CODE.formatted(FLOAT)), device);
      toBfloat16 = ScriptFunction.load(new ScriptArchive("Cast", CODE.formatted(BFLOAT16)), device);
    }

    @Override
    public NDArray widen(NDArray array) {
      return toFloat.apply(array);
    }

    @Override
    public NDArray narrow(NDArray array) {
      return toBfloat16.apply(array);
    }

    @Override
    public boolean isIdentity() {
      return false;
    }

    @Override
    public void close() {
      toFloat.close();
      toBfloat16.close();
    }
  }
}
