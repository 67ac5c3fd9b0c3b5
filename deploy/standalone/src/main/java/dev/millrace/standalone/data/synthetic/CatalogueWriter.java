package dev.millrace.standalone.data.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes works and their volumes until a catalogue is full. */
final class CatalogueWriter {

  private static final double SINGLE_VOLUME = 0.45;
  private static final int MOST_VOLUMES = 7;

  /** Zipf's law with a flattened head: weight of rank r is 1 / (r + FLAT_HEAD)^EXPONENT. */
  private static final double EXPONENT = 1.2;

  private static final double FLAT_HEAD = 3;

  /** Each later volume is started by fewer people. */
  private static final double LATER_VOLUME = 0.5;

  private final Random random;
  private final Titles titles;

  CatalogueWriter(Random random) {
    this.random = random;
    this.titles = new Titles(random);
  }

  List<Catalogue.Entry> write(int size) {
    List<Catalogue.Entry> entries = new ArrayList<>(size);
    List<Integer> ranks = shuffledRanks(size);
    Genre[] genres = Genre.values();
    for (int work = 0; entries.size() < size; work++) {
      // The first works cover every genre, so that no shelf is empty.
      Genre genre = genres[work < genres.length ? work : random.nextInt(genres.length)];
      double weight = StrictMath.pow(ranks.get(work) + FLAT_HEAD, -EXPONENT);
      addVolumes(entries, new Catalogue.Entry(titles.work(genre), genre, work, weight), size);
    }
    return entries;
  }

  private void addVolumes(List<Catalogue.Entry> entries, Catalogue.Entry first, int size) {
    int volumes = volumes();
    double weight = first.weight();
    entries.add(first);
    for (int volume = 2; volume <= volumes && entries.size() < size; volume++) {
      weight *= LATER_VOLUME;
      String title = titles.volume(first.title(), volume, first.genre());
      entries.add(new Catalogue.Entry(title, first.genre(), first.work(), weight));
    }
  }

  private int volumes() {
    return random.nextDouble() < SINGLE_VOLUME ? 1 : 2 + random.nextInt(MOST_VOLUMES - 1);
  }

  private List<Integer> shuffledRanks(int size) {
    List<Integer> ranks = new ArrayList<>(size);
    for (int rank = 1; rank <= size; rank++) {
      ranks.add(rank);
    }
    Collections.shuffle(ranks, random);
    return ranks;
  }
}
