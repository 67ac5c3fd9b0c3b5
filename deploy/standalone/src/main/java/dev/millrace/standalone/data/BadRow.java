package dev.millrace.standalone.data;

/**
 * A row that could not be used.
 *
 * @param line line of the file on which the row starts, counted from 1
 * @param problem what is wrong, and what is accepted
 * @param found the offending text, shortened
 */
public record BadRow(long line, String problem, String found) {

  private static final int FOUND_LENGTH = 80;

  public BadRow {
    if (line < 1) {
      throw new IllegalArgumentException("Lines are counted from 1, but this was " + line);
    }
    found = found.length() <= FOUND_LENGTH ? found : found.substring(0, FOUND_LENGTH) + "…";
  }

  /** For people: {@code line 17: rating is not a number; found 'good'}. */
  @Override
  public String toString() {
    return "line " + line + ": " + problem + "; found '" + found + "'";
  }
}
