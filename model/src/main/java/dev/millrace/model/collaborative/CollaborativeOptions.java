package dev.millrace.model.collaborative;

/**
 * Parameters of the collaborative score.
 *
 * @param window how many of the latest items of a history vote, at least 1
 * @param gamma what one more step of distance leaves of a vote, above 0 and up to 1
 * @param shrinkage added to every row's total, so that rare items do not shout; not negative
 * @param decay how rows fade
 */
public record CollaborativeOptions(int window, double gamma, double shrinkage, Decay decay) {

  /**
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public CollaborativeOptions {
    require(window >= 1, "window", "at least 1", window);
    require(gamma > 0 && gamma <= 1, "gamma", "above 0 and up to 1", gamma);
    require(shrinkage >= 0, "shrinkage", "not negative", shrinkage);
  }

  /** Window 5, gamma 0.7, shrinkage 10, no decay. */
  public static CollaborativeOptions defaults() {
    return new CollaborativeOptions(5, 0.7, 10, Decay.none());
  }

  private static void require(boolean holds, String name, String accepted, Number found) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s, but was %s".formatted(name, accepted, found));
    }
  }
}
