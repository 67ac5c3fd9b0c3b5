package dev.millrace.standalone.reliability;

import java.util.regex.Pattern;

/** A process that may die at any time, and what it writes to its log when it is at work. */
final class Mortal {

  private final String name;
  private final MillraceProcess process;
  private final Pattern sign;
  private long signsBefore;

  /**
   * @param name for messages
   * @param process just started
   * @param sign what its log says once in each life
   */
  Mortal(String name, MillraceProcess process, String sign) {
    this.name = name;
    this.process = process;
    this.sign = Pattern.compile(Pattern.quote(sign));
  }

  String name() {
    return name;
  }

  MillraceProcess process() {
    return process;
  }

  /** Whether it is at work in its present life. */
  boolean isUp() {
    process.mustRun();
    return signs() > signsBefore;
  }

  void killAndRestart() {
    process.kill();
    signsBefore = signs();
    process.restart();
  }

  private long signs() {
    return sign.matcher(process.log()).results().count();
  }
}
