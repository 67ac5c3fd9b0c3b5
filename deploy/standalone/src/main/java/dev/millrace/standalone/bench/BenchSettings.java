package dev.millrace.standalone.bench;

/**
 * Size of a benchmark.
 *
 * @param events interactions in the topic before a topology starts
 * @param users people they come from
 * @param items size of the catalogue
 * @param partitions partitions of every topic
 * @param rounds how often each topology is measured
 * @param latencySeconds length of the steady load
 * @param load interactions a second of the steady load, which is then all that is measured; 0 for
 *     half of the throughput measured before
 */
public record BenchSettings(
    int events, int users, int items, int partitions, int rounds, int latencySeconds, int load) {

  public BenchSettings {
    atLeastOne("--events", events);
    atLeastOne("--users", users);
    atLeastOne("--items", items);
    atLeastOne("--partitions", partitions);
    atLeastOne("--rounds", rounds);
    atLeastOne("--latency-seconds", latencySeconds);
    if (load < 0) {
      throw new IllegalArgumentException("--load must be at least 0, but was " + load);
    }
  }

  private static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, but was " + value);
    }
  }
}
