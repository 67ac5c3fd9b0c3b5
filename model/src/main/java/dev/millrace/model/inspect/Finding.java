package dev.millrace.model.inspect;

/**
 * What one check came to.
 *
 * @param level how bad it is
 * @param check what was looked at
 * @param text what was found, a sentence without its full stop
 */
public record Finding(Level level, String check, String text) {

  /** How bad a finding is. */
  public enum Level {
    /** As it must be. */
    OK,
    /** Worth knowing; the model works all the same. */
    NOTE,
    /** The model cannot be used, or not as it is meant. */
    PROBLEM
  }
}
