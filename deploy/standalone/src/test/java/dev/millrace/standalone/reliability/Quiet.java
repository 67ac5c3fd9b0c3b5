package dev.millrace.standalone.reliability;

import dev.millrace.contract.TopicNames;
import java.util.List;

/** Knows when a pipeline has done all that there is to do. */
final class Quiet {

  private static final long STILL_MS = 4_000;

  private final TopicProbe probe;
  private final List<MillraceProcess> processes;

  /**
   * @param processes that do it; they must not end meanwhile
   */
  Quiet(TopicProbe probe, MillraceProcess... processes) {
    this.probe = probe;
    this.processes = List.of(processes);
  }

  /** Waits until sequences and deletions are up to date; the rest may still lag. */
  void awaitSequences(Pipeline pipeline) {
    TopicNames names = pipeline.names();
    await(pipeline.group("sequences"), names.interactions(), names.userDeletions());
  }

  /** Waits until nothing is left to do, each after those that feed it. */
  void await(Pipeline pipeline) {
    TopicNames names = pipeline.names();
    awaitSequences(pipeline);
    await(pipeline.group("transitions"), names.acceptedInteractions());
    await(pipeline.group("popularity"), names.acceptedInteractions());
    // Rows that changed are emitted every two seconds.
    awaitStill(names.itemTransitions());
    awaitStill(names.itemPopularity());
    awaitJudged(pipeline);
  }

  /** Waits until every list is written and every interaction judged; rows may still change. */
  void awaitJudged(Pipeline pipeline) {
    TopicNames names = pipeline.names();
    awaitServing(pipeline);
    await(pipeline.group("prequential"), names.acceptedInteractions(), names.recommendations());
  }

  /** Waits until serving has used every sequence and answered every request. */
  void awaitServing(Pipeline pipeline) {
    TopicNames names = pipeline.names();
    await(pipeline.group("serving"), names.userSequences(), names.recommendationRequests());
  }

  private void awaitStill(String topic) {
    long[] end = {-1};
    Eventually.holds(
        topic + " stands still",
        () -> {
          long before = end[0];
          end[0] = probe.endOf(topic);
          Eventually.pause(STILL_MS);
          return end[0] == before && probe.endOf(topic) == before;
        });
  }

  private void await(String group, String... topics) {
    Eventually.holds(
        group + " has processed everything", () -> hasProcessed(group, List.of(topics)));
  }

  private boolean hasProcessed(String group, List<String> topics) {
    processes.forEach(MillraceProcess::mustRun);
    return probe.hasReadAll(group, topics);
  }
}
