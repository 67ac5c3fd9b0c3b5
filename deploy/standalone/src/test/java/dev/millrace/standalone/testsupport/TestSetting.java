package dev.millrace.standalone.testsupport;

import java.util.Optional;

/** Settings of test runs: system properties, or environment variables of the same name. */
final class TestSetting {

  private TestSetting() {}

  static Optional<String> of(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .filter(value -> !value.isBlank());
  }
}
