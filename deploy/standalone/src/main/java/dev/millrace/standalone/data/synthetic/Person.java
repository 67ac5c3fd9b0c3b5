package dev.millrace.standalone.data.synthetic;

import java.util.Arrays;
import java.util.Random;

/** One generated person: when they act next, what they like, what they took lately. */
final class Person implements Comparable<Person> {

  private static final int REMEMBERED = 64;
  private static final int FEW = 8;
  private static final double FAVOURITE = 0.6;
  private static final double SECOND = 0.3;

  private final int number;
  private final double activity;
  private Genre favourite;
  private Genre second;
  private long nextAt;
  private int clicksLeft;
  private int[] recent = new int[FEW];
  private int taken;

  /**
   * @param number counted from 0
   * @param activity sessions a day
   * @param random draws the tastes
   */
  Person(int number, double activity, Random random) {
    this.number = number;
    this.activity = activity;
    this.favourite = anyGenre(random);
    this.second = anyGenre(random);
  }

  String userId() {
    return "u" + (number + 1);
  }

  double activity() {
    return activity;
  }

  /** When they act next, in milliseconds since 1970. */
  long nextAt() {
    return nextAt;
  }

  boolean inSession() {
    return clicksLeft > 0;
  }

  void beginSession(long at, int clicks) {
    nextAt = at;
    clicksLeft = clicks;
  }

  void nextClick(long at) {
    nextAt = at;
    clicksLeft--;
  }

  /** Tastes drift: the second genre comes first, and something new takes its place. */
  void drift(Random random) {
    favourite = second;
    second = anyGenre(random);
  }

  /** A genre to look into now. */
  Genre mood(Random random) {
    double draw = random.nextDouble();
    if (draw < FAVOURITE) {
      return favourite;
    }
    return draw < FAVOURITE + SECOND ? second : anyGenre(random);
  }

  void take(int item) {
    if (taken == recent.length && recent.length < REMEMBERED) {
      recent = Arrays.copyOf(recent, 2 * recent.length);
    }
    recent[taken % recent.length] = item;
    taken++;
  }

  /** The item taken last, or {@link Catalogue#NONE}. */
  int last() {
    return taken == 0 ? Catalogue.NONE : recent[(taken - 1) % recent.length];
  }

  boolean tookLately(int item) {
    for (int i = 0; i < Math.min(taken, recent.length); i++) {
      if (recent[i] == item) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(Person other) {
    int byTime = Long.compare(nextAt, other.nextAt);
    return byTime != 0 ? byTime : Integer.compare(number, other.number);
  }

  private static Genre anyGenre(Random random) {
    Genre[] genres = Genre.values();
    return genres[random.nextInt(genres.length)];
  }
}
