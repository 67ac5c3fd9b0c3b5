package dev.millrace.standalone.bench;

/**
 * Size of a benchmark.
 *
 * @param events interactions in the topic before a topology starts
 * @param users people they come from
 * @param items size of the catalogue
 * @param partitions partitions of every topic
 * @param rounds how often each topology is measured; 0 for the pipeline alone
 * @param latency the load under which latency is measured
 */
public record BenchSettings(
    int events, int users, int items, int partitions, int rounds, Latency latency) {

  public BenchSettings {
    atLeast(1, "--events", events);
    atLeast(1, "--users", users);
    atLeast(1, "--items", items);
    atLeast(1, "--partitions", partitions);
    atLeast(0, "--rounds", rounds);
    if (rounds == 0 && latency.loadOf() == LoadOf.STREAMS && latency.load() == 0) {
      throw new IllegalArgumentException(
          "--load-of streams needs --rounds of at least 1: without, streams alone are not measured");
    }
  }

  /** Half of which maximum the steady load is. */
  public enum LoadOf {
    /** Of streams, serving and readers together: what the latency is of. */
    PIPELINE,
    /** Of the streams application alone, although serving and readers then come on top. */
    STREAMS
  }

  /**
   * The steady load.
   *
   * @param seconds its length
   * @param load interactions a second, latency being then all that is measured; 0 for half of a
   *     maximum measured before
   * @param loadOf which maximum, unless the load is given
   */
  public record Latency(int seconds, int load, LoadOf loadOf) {

    public Latency {
      atLeast(1, "--latency-seconds", seconds);
      atLeast(0, "--load", load);
    }
  }

  private static void atLeast(int least, String option, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but was %d".formatted(option, least, value));
    }
  }
}
