package dev.millrace.standalone.config;

import java.util.List;

/** The configuration cannot be used; every problem is in it, one line each. */
public final class InvalidConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * @param problems one line each: path of the key, what was found, what is accepted
   */
  public InvalidConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, one line each. */
  public List<String> problems() {
    return problems;
  }
}
