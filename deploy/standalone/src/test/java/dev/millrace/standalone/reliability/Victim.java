package dev.millrace.standalone.reliability;

/** A process that is killed in the middle of its work and started again. */
final class Victim implements AutoCloseable {

  private final MillraceProcess process;
  private final String group;
  private final TopicProbe probe;
  private long progressAtStart;

  /**
   * @param process just started
   * @param group whose offsets tell that it works
   */
  Victim(MillraceProcess process, String group, TopicProbe probe) {
    this.process = process;
    this.group = group;
    this.probe = probe;
    this.progressAtStart = probe.progress(group);
  }

  /** Whether it has committed something since its last start. */
  boolean works() {
    process.mustRun();
    return probe.progress(group) > progressAtStart;
  }

  void killAndRestart() {
    process.kill();
    progressAtStart = probe.progress(group);
    process.restart();
  }

  MillraceProcess process() {
    return process;
  }

  int kills() {
    return process.kills();
  }

  @Override
  public void close() {
    process.close();
  }
}
