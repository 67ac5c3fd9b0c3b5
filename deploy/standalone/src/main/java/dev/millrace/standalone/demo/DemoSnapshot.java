package dev.millrace.standalone.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What the screen shows at one moment.
 *
 * @param elapsed since the replay began
 * @param sent interactions sent in this run
 * @param total interactions of this run
 * @param perSecond interactions sent a second, lately
 * @param lag records that the streams have not worked through yet
 * @param lists lists written in this run
 * @param language how far the language model is; absent where nobody trains
 * @param served score of the served lists in this run, absent before the first window
 * @param popularity score of popularity's lists on the same interactions
 * @param withoutList interactions of users who had no list yet
 * @param spotlight one user's history and list, absent before the first list
 */
public record DemoSnapshot(
    Duration elapsed,
    long sent,
    long total,
    double perSecond,
    long lag,
    long lists,
    Optional<LanguageProgress> language,
    Optional<ModelScore> served,
    Optional<ModelScore> popularity,
    long withoutList,
    Optional<Spotlight> spotlight) {

  /** Time to the end at the present pace; absent while nothing moves. */
  Optional<Duration> remaining() {
    if (perSecond <= 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.round((total - sent) / perSecond)));
  }

  /** Share of the run that is sent, from 0 to 1. */
  double share() {
    return total == 0 ? 1 : (double) sent / total;
  }
}
