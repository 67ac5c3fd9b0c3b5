package dev.millrace.model.internal;

/** Settings without which DJL would talk to the outside. */
public final class QuietDjl {

  private QuietDjl() {}

  /** No reports of usage and no downloads, unless properties say so; before DJL is first used. */
  public static void set() {
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.offline", "true");
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
