package dev.millrace.standalone.reliability;

/**
 * Two pipelines that are given the same.
 *
 * @param undisturbed nothing happens to this one
 * @param disturbed anything may happen to this one
 * @param firstQuiet knows when the undisturbed one is done
 * @param secondQuiet knows when the disturbed one is done
 */
record Twins(Running undisturbed, Running disturbed, Quiet firstQuiet, Quiet secondQuiet) {

  private static final long PACE_MS = 1;

  static Twins of(Running undisturbed, Running disturbed, TopicProbe probe) {
    return new Twins(
        undisturbed,
        disturbed,
        new Quiet(probe, undisturbed.processes()),
        new Quiet(probe, disturbed.processes()));
  }

  /** Does one thing to both, no faster than people click. */
  void take(Input input) {
    if (input instanceof Input.Settle) {
      flush();
      firstQuiet.awaitSequences(undisturbed.pipeline());
      secondQuiet.awaitSequences(disturbed.pipeline());
      return;
    }
    undisturbed.publisher().send(input);
    disturbed.publisher().send(input);
    Eventually.pause(PACE_MS);
  }

  /** Waits until neither has anything left to do. */
  void awaitQuiet() {
    flush();
    firstQuiet.await(undisturbed.pipeline());
    secondQuiet.await(disturbed.pipeline());
  }

  private void flush() {
    undisturbed.publisher().flush();
    disturbed.publisher().flush();
  }
}
