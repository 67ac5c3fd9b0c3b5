package dev.millrace.standalone.data;

/**
 * A value makes its row unusable; becomes a {@link BadRow}. Without a stack trace: it is routine.
 */
final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String found;

  BadValueException(String problem, String found) {
    super(problem, null, false, false);
    this.found = found;
  }

  BadRow at(long line) {
    return new BadRow(line, String.valueOf(getMessage()), found);
  }
}
