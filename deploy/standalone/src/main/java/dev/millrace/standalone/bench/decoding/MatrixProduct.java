package dev.millrace.standalone.bench.decoding;

/**
 * A batch of matrix products [batch, rows, inner] · [batch, inner, columns].
 *
 * @param batch independent products, 1 where all rows share one matrix
 */
record MatrixProduct(long batch, long rows, long inner, long columns) {

  /** Rows times a shared weight matrix. */
  static MatrixProduct linear(long rows, long in, long out) {
    return new MatrixProduct(1, rows, in, out);
  }

  /** Multiplications and additions. */
  double operations() {
    return 2.0 * batch * rows * inner * columns;
  }
}
