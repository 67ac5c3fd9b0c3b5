package dev.millrace.standalone.data.synthetic;

import dev.millrace.avro.Interaction;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Random;

/** The people at work: their interactions in the order of event time, without end. */
final class Crowd implements Iterator<Interaction> {

  private static final double TASTE_DRIFTS = 0.15;
  private static final double CONTINUES_SERIES = 0.1;
  private static final double FOLLOWS_HABIT = 0.12;
  private static final double FOLLOWS_ANYTHING = 0.04;
  private static final double DISLIKES = 0.4;
  private static final int ATTEMPTS = 8;

  private final Catalogue catalogue;
  private final Random random;
  private final Rhythm rhythm;
  private final String idPrefix;
  private final PriorityQueue<Person> people = new PriorityQueue<>();
  private long made;

  Crowd(Catalogue catalogue, SyntheticSettings settings, Random random) {
    this.catalogue = catalogue;
    this.random = random;
    this.rhythm = new Rhythm(random);
    this.idPrefix = "%d-%d-%d-".formatted(settings.seed(), settings.users(), settings.items());
    for (int number = 0; number < settings.users(); number++) {
      Person person = new Person(number, rhythm.activity(), random);
      beginSession(person, settings.start().toEpochMilli());
      people.add(person);
    }
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Interaction next() {
    Person person = people.remove();
    Interaction interaction = act(person);
    if (person.inSession()) {
      person.nextClick(rhythm.nextClick(person.nextAt()));
    } else {
      beginSession(person, person.nextAt());
    }
    people.add(person);
    return interaction;
  }

  private void beginSession(Person person, long after) {
    person.beginSession(rhythm.nextSession(after, person.activity()), rhythm.clicks() - 1);
    if (random.nextDouble() < TASTE_DRIFTS) {
      person.drift(random);
    }
  }

  private Interaction act(Person person) {
    boolean explores = random.nextDouble() < FOLLOWS_ANYTHING;
    int item = explores ? random.nextInt(catalogue.size()) : choose(person);
    boolean disliked = explores && random.nextDouble() < DISLIKES;
    if (!disliked) {
      person.take(item);
    }
    return new Interaction(
        idPrefix + Long.toString(made++, Character.MAX_RADIX),
        person.userId(),
        Catalogue.itemId(item),
        disliked ? "dislike" : "click",
        null,
        person.nextAt());
  }

  private int choose(Person person) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int item = consider(person);
      if (item != Catalogue.NONE && !person.tookLately(item)) {
        return item;
      }
    }
    return random.nextInt(catalogue.size());
  }

  private int consider(Person person) {
    double draw = random.nextDouble();
    int last = person.last();
    if (last == Catalogue.NONE || draw >= CONTINUES_SERIES + FOLLOWS_HABIT) {
      return catalogue.ofGenre(person.mood(random), random);
    }
    return draw < CONTINUES_SERIES ? catalogue.nextVolume(last) : catalogue.successor(last, random);
  }
}
