package dev.millrace.model.sequential;

/** Checks that configurations share. */
final class Sizes {

  private Sizes() {}

  static void check(int width, int maximumLength, double dropout) {
    atLeastOne("width", width);
    atLeastOne("maximumLength", maximumLength);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is from 0 to below 1, but was " + dropout);
    }
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is at least 1, but was %d".formatted(name, value));
    }
  }
}
