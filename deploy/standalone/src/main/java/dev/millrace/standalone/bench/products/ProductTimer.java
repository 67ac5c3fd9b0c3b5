package dev.millrace.standalone.bench.products;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.llm.MatrixProducts;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.standalone.bench.ProcessCpu;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long matrix products take alone: each is computed on arrays of the same shape, which are made
 * before, with nothing between one product and the next.
 */
public final class ProductTimer implements AutoCloseable {

  private static final MatrixProduct LARGE = MatrixProduct.linear(1024, 1024, 1024);
  private static final int LARGE_TIMES = 20;

  private final NDManager manager;
  private final MatrixProducts products;
  private final Map<Shape, NDArray> operands = new HashMap<>();

  /**
   * @param manager its device computes; stays open
   * @param products computes products with weights; stays open
   */
  public ProductTimer(NDManager manager, MatrixProducts products) {
    this.manager = manager.newSubManager();
    this.products = products;
  }

  /**
   * What products took.
   *
   * @param nanos by the clock
   * @param cpuNanos of this process, whatever else the machine did
   */
  public record Taken(long nanos, long cpuNanos) {}

  /** Nanoseconds for all of them, one after the other. */
  public long nanos(List<MatrixProduct> products) {
    return measure(products).nanos();
  }

  /** Time for all of them, one after the other. */
  public Taken measure(List<MatrixProduct> products) {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      products.forEach(product -> compute(product).close());
      long cpu = ProcessCpu.nanos();
      long start = System.nanoTime();
      products.subList(0, products.size() - 1).forEach(product -> compute(product).close());
      try (NDArray last = compute(products.get(products.size() - 1))) {
        last.toFloatArray(); // a GPU is done only now
      }
      return new Taken(System.nanoTime() - start, ProcessCpu.nanos() - cpu);
    }
  }

  /** What large products reach here, in 10⁹ operations a second. */
  public double largestRate() {
    nanos(List.of(LARGE));
    long nanos = nanos(Collections.nCopies(LARGE_TIMES, LARGE));
    return LARGE_TIMES * LARGE.operations() / nanos;
  }

  private NDArray compute(MatrixProduct product) {
    if (product.batch() == 1) {
      return products.linear(
          operand(new Shape(product.rows(), product.inner())),
          operand(new Shape(product.columns(), product.inner())),
          null);
    }
    NDArray left = operand(new Shape(product.batch(), product.rows(), product.inner()));
    // Weights are stored [out, in], keys [slots, size]: the right factor is transposed in both.
    NDArray right = operand(new Shape(product.batch(), product.columns(), product.inner()));
    try (NDArray turned = right.transpose(0, 2, 1)) {
      return left.matMul(turned);
    }
  }

  private NDArray operand(Shape shape) {
    return operands.computeIfAbsent(shape, manager::randomNormal);
  }

  @Override
  public void close() {
    manager.close();
  }
}
