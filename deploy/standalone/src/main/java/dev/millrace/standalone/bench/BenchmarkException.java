package dev.millrace.standalone.bench;

/** A benchmark could not be run to its end, so it prints no figure. */
public final class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }

  public BenchmarkException(String message) {
    super(message);
  }
}
