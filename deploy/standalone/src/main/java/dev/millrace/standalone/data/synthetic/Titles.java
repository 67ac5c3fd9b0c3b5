package dev.millrace.standalone.data.synthetic;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes titles that a person can read and tell apart; no title is given twice. */
final class Titles {

  private static final int ATTEMPTS = 20;
  private static final List<String> ADJECTIVES =
      List.of(
          "Silent",
          "Last",
          "Golden",
          "Hidden",
          "Broken",
          "Distant",
          "Crimson",
          "Forgotten",
          "Winter",
          "Hollow",
          "Burning",
          "Secret",
          "Northern",
          "Paper",
          "Glass",
          "Restless",
          "Lost",
          "Iron",
          "Velvet",
          "Second",
          "Wandering",
          "Copper",
          "Midnight",
          "Borrowed",
          "Quiet",
          "Scarlet",
          "Frozen",
          "Crooked",
          "Endless",
          "Salt",
          "Emerald",
          "Honest",
          "Stolen",
          "Blue",
          "Ninth",
          "Gentle",
          "Painted",
          "Drowned",
          "Bitter",
          "Bright");
  private static final List<String> PLACES =
      List.of(
          "Lisbon",
          "the Marsh",
          "Kestrel Bay",
          "Vienna",
          "the Old Mill",
          "Ashford",
          "the Desert",
          "Tamsin Street",
          "the Far Shore",
          "Havana",
          "the Valley",
          "Saint Orme",
          "Bergen",
          "the Ninth Gate",
          "Calder",
          "the High Road",
          "Odessa",
          "the Lighthouse",
          "Marrakesh",
          "the Long Field");

  private final Random random;
  private final Set<String> given = new HashSet<>();

  Titles(Random random) {
    this.random = random;
  }

  /** The title of a work, or of the first volume of a series. */
  String work(Genre genre) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String title = compose(genre);
      if (given.add(title)) {
        return title;
      }
    }
    return numbered(compose(genre));
  }

  /** The title of a later volume: {@code The Silent Harbour 2: The Copper Key}. */
  String volume(String series, int number, Genre genre) {
    return "%s %d: The %s %s".formatted(series, number, pick(ADJECTIVES), pick(genre.nouns()));
  }

  private String numbered(String title) {
    int number = 2;
    while (!given.add(title + " (" + number + ")")) {
      number++;
    }
    return title + " (" + number + ")";
  }

  private String compose(Genre genre) {
    String noun = pick(genre.nouns());
    return switch (random.nextInt(4)) {
      case 0 -> "The " + noun + " of " + pick(PLACES);
      case 1 -> pick(ADJECTIVES) + " " + noun + " in " + pick(PLACES);
      default -> "The " + pick(ADJECTIVES) + " " + noun;
    };
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
