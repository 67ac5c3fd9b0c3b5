package dev.millrace.model.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.model.llm.ScriptArchive;
import dev.millrace.model.llm.ScriptFunction;
import dev.millrace.model.llm.Tensors;

/**
 * AdamW's update of float32 parameters by PyTorch's fused operation: one pass over memory, and no
 * array as large as the parameter on the way. Such arrays are what costs, for the system hands them
 * out page by page, anew at every step.
 */
final class FusedUpdate implements AutoCloseable {

  /**
   * What an operation writes is kept only where something reads it afterwards: here the list of
   * parameters, of which the first is returned.
   */
  private static final String CODE =
      """
      class FusedUpdate(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.FusedUpdate,
          parameter: Tensor,
          gradient: Tensor,
          mean: Tensor,
          square: Tensor,
          step: Tensor,
          divisor: Tensor,
          numbers: Tensor) -> Tensor:
          parameters = [parameter]
          _0 = torch._fused_adamw_(parameters, [gradient], [mean], [square], \
      annotate(List[Tensor], []), [step], \
      lr=float(torch.select(numbers, 0, 0)), \
      beta1=float(torch.select(numbers, 0, 1)), \
      beta2=float(torch.select(numbers, 0, 2)), \
      weight_decay=float(torch.select(numbers, 0, 3)), \
      eps=float(torch.select(numbers, 0, 4)), \
      amsgrad=False, maximize=False, grad_scale=divisor)
          return parameters[0]
      """;

  private final ScriptFunction function;
  private final AdamWOptions options;

  FusedUpdate(Device device, AdamWOptions options) {
    this.function = ScriptFunction.load(new ScriptArchive("FusedUpdate", CODE), device);
    this.options = options;
  }

  /**
   * What the parameters of a step share.
   *
   * @param number of the step, from 1, scalar
   * @param divisor of the gradients, scalar
   * @param decayed the operation's numbers for parameters with weight decay, [5], float64
   * @param plain those for parameters without, [5], float64
   */
  record Step(NDArray number, NDArray divisor, NDArray decayed, NDArray plain) {}

  /**
   * Of a parameter's gradients.
   *
   * @param mean is changed
   * @param square mean of the squares; is changed
   */
  record Moments(NDArray mean, NDArray square) {}

  /**
   * @param scratch owns the result
   */
  Step step(NDManager scratch, long number, double learningRate, double gradientScale) {
    NDManager numbers = scratch.newSubManager(Device.cpu());
    return new Step(
        Tensors.scalar(scratch, (double) number),
        Tensors.scalar(scratch, 1 / gradientScale),
        numbers.create(numbers(learningRate, options.weightDecay())),
        numbers.create(numbers(learningRate, 0)));
  }

  private double[] numbers(double learningRate, double weightDecay) {
    return new double[] {
      learningRate, options.beta1(), options.beta2(), weightDecay, options.epsilon()
    };
  }

  /**
   * Moves a parameter against its gradient.
   *
   * @param gradient is divided in its place
   */
  void move(NDArray parameter, NDArray gradient, Moments moments, Step step) {
    NDArray numbers = options.decayed().test(parameter) ? step.decayed() : step.plain();
    function
        .apply(
            parameter,
            gradient,
            moments.mean(),
            moments.square(),
            step.number(),
            step.divisor(),
            numbers)
        .close();
  }

  @Override
  public void close() {
    function.close();
  }
}
