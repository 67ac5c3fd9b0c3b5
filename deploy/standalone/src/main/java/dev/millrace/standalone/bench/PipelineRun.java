package dev.millrace.standalone.bench;

/**
 * What streams and serving did with a number of interactions.
 *
 * @param interactions how many, all of them answered
 * @param seconds from the first send until all were answered
 * @param lists lists that answered them; fewer, when some answered several of their user's
 * @param processors busy meanwhile, broker, sender and readers included
 * @param cpuByPart processor time for each interaction by part, for people
 * @param untilSequence interaction sent to sequence readable
 * @param untilList interaction sent to recommendation readable
 */
record PipelineRun(
    int interactions,
    double seconds,
    int lists,
    double processors,
    String cpuByPart,
    Percentiles untilSequence,
    Percentiles untilList) {

  double perSecond() {
    return interactions / seconds;
  }
}
