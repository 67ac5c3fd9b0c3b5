package dev.millrace.standalone.reliability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills processes with SIGKILL and starts them again, in rounds of a random order: most while they
 * work, some while they are still starting.
 */
final class RandomKills {

  private static final Logger LOG = LoggerFactory.getLogger(RandomKills.class);
  private static final int MOST_PAUSE_MS = 3_000;
  private static final double WHILE_STARTING = 0.25;

  private final List<Mortal> mortals;
  private final Random random;
  private final Deque<Mortal> round = new ArrayDeque<>();

  /**
   * @param random whose seed gives the order
   */
  RandomKills(List<Mortal> mortals, Random random) {
    this.mortals = List.copyOf(mortals);
    this.random = random;
  }

  /** Whether all have been killed equally often. */
  boolean isRoundOver() {
    return round.isEmpty();
  }

  /** Kills the next one, within seconds. */
  void strike() {
    Mortal next = next();
    boolean atWork = random.nextDouble() >= WHILE_STARTING;
    if (atWork) {
      Eventually.holds(next.name() + " is at work", next::isUp);
    }
    Eventually.pause(random.nextInt(MOST_PAUSE_MS));
    mortals.forEach(mortal -> mortal.process().mustRun());
    LOG.info("Killing; process={} up={}", next.name(), next.isUp());
    next.killAndRestart();
  }

  private Mortal next() {
    if (round.isEmpty()) {
      List<Mortal> order = new ArrayList<>(mortals);
      Collections.shuffle(order, random);
      round.addAll(order);
    }
    return round.removeFirst();
  }
}
