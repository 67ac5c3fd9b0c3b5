package dev.millrace.serving;

import java.util.List;
import java.util.Set;

/**
 * What the serving thread lets others see.
 *
 * @param notReady why nothing is served yet; empty when ready
 * @param partitions of the topics keyed by user that are served here
 * @param users users held
 * @param lag records still to be read
 */
record LoopSnapshot(List<String> notReady, Set<Integer> partitions, int users, long lag) {

  static LoopSnapshot starting() {
    return new LoopSnapshot(List.of("topics have not been checked"), Set.of(), 0, 0);
  }
}
