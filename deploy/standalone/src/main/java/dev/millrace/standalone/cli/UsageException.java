package dev.millrace.standalone.cli;

/** The command was asked for something that cannot be; the message tells people what to do. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
