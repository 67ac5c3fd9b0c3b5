package dev.millrace.standalone.replay;

/** Is told how far a replay is. */
@FunctionalInterface
public interface ReplayListener {

  /**
   * Called about five times a second, on the replay's own thread, and once at the end.
   *
   * @param progress how far it is
   */
  void onProgress(ReplayProgress progress);
}
