package dev.millrace.streams.internal;

/** A state store holds a value in a format that this release does not read. */
public final class UnknownStateFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what names the value
   * @param found version in the store
   * @param known version that this release reads
   */
  public UnknownStateFormatException(String what, int found, int known) {
    super(
        "The state of "
            + what
            + " has format "
            + found
            + ", but this release reads format "
            + known
            + "; run the release that wrote it, or reset the application's state");
  }
}
