package dev.millrace.serving;

/** Says what was wrong with a setting: its name, what is accepted, what was found. */
final class Check {

  private Check() {}

  static void that(boolean holds, String name, String accepted, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s, but was %s".formatted(name, accepted, found));
    }
  }
}
