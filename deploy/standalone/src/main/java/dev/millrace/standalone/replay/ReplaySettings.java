package dev.millrace.standalone.replay;

/**
 * How a source is replayed.
 *
 * @param pacing how fast
 * @param limit interactions to send in this run at most, at least 1
 * @param resume whether rows acknowledged in earlier runs are left out
 */
public record ReplaySettings(Pacing pacing, long limit, boolean resume) {

  /** Everything. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  public ReplaySettings {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but was " + limit);
    }
  }

  /**
   * The whole source from its first row.
   *
   * @param pacing how fast
   */
  public static ReplaySettings all(Pacing pacing) {
    return new ReplaySettings(pacing, NO_LIMIT, false);
  }
}
