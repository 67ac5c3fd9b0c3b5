package dev.millrace.standalone.bench.products;

import java.util.stream.Stream;

/**
 * A batch of matrix products [batch, rows, inner] · [batch, inner, columns].
 *
 * @param batch independent products, 1 where all rows share one matrix
 */
public record MatrixProduct(long batch, long rows, long inner, long columns) {

  /** Rows times a shared weight matrix. */
  public static MatrixProduct linear(long rows, long in, long out) {
    return new MatrixProduct(1, rows, in, out);
  }

  /** Multiplications and additions. */
  public double operations() {
    return 2.0 * batch * rows * inner * columns;
  }

  /** The two products that give the gradients of both factors. */
  public Stream<MatrixProduct> backward() {
    return Stream.of(
        new MatrixProduct(batch, rows, columns, inner),
        new MatrixProduct(batch, columns, rows, inner));
  }
}
