package dev.millrace.standalone.demo;

/** Streams or serving gave up while the demo ran. */
public final class PipelineFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PipelineFailedException(Throwable cause) {
    super("The pipeline failed: " + cause.getMessage(), cause);
  }
}
