package dev.millrace.standalone.doctor;

import java.util.Locale;

/** How bad something is. */
public enum Severity {
  /** As it should be. */
  OK,
  /** Works, but not as well or not for as long as it could. */
  WARNING,
  /** Something will not work. */
  ERROR;

  /** The name as people read it, for instance {@code warning}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
