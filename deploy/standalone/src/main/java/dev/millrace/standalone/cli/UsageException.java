package dev.millrace.standalone.cli;

import dev.millrace.standalone.data.UnreadableDataException;
import java.util.function.Supplier;

/** The command was asked for something that cannot be; the message tells people what to do. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /**
   * Does what the caller's options ask for.
   *
   * @throws UsageException if they cannot be: what is wrong with an argument is the caller's to
   *     mend
   */
  static <T> T unlessAccepted(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | UnreadableDataException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
