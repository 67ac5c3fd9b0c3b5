package dev.millrace.standalone.data.synthetic;

import dev.millrace.avro.Item;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The generated items: works of twelve genres, many of them series. How often a work is taken for
 * its own sake falls off with its rank (Zipf), and every item has a few natural successors.
 */
final class Catalogue {

  static final int NONE = -1;

  private static final double[] SUCCESSOR_WEIGHTS = {0.5, 0.3, 0.2};

  private final List<Entry> entries;
  private final Map<Genre, Shelf> shelves = new EnumMap<>(Genre.class);
  private final int[][] successors;
  private final WeightedSampler successorChoice = new WeightedSampler(SUCCESSOR_WEIGHTS);

  Catalogue(int size, Random random) {
    entries = new CatalogueWriter(random).write(size);
    for (Genre genre : Genre.values()) {
      shelves.put(genre, Shelf.of(genre, entries));
    }
    successors = drawSuccessors(random);
  }

  int size() {
    return entries.size();
  }

  Item item(int index) {
    Entry entry = entries.get(index);
    return new Item(itemId(index), entry.title(), List.of(entry.genre().label()), true);
  }

  static String itemId(int index) {
    return "i" + (index + 1);
  }

  /** The volume after an item, or {@link #NONE}. */
  int nextVolume(int item) {
    int next = item + 1;
    boolean sameWork = next < size() && entries.get(next).work() == entries.get(item).work();
    return sameWork ? next : NONE;
  }

  /** What people who took an item like to take next. */
  int successor(int item, Random random) {
    return successors[item][successorChoice.draw(random)];
  }

  /** Something of a genre, popular works first. */
  int ofGenre(Genre genre, Random random) {
    return shelf(genre).draw(random);
  }

  private Shelf shelf(Genre genre) {
    return Objects.requireNonNull(shelves.get(genre), "every genre has a shelf");
  }

  private int[][] drawSuccessors(Random random) {
    int[][] drawn = new int[size()][SUCCESSOR_WEIGHTS.length];
    for (int item = 0; item < drawn.length; item++) {
      Shelf shelf = shelf(entries.get(item).genre());
      for (int place = 0; place < SUCCESSOR_WEIGHTS.length; place++) {
        drawn[item][place] = shelf.drawEvenly(random);
      }
    }
    return drawn;
  }

  /**
   * One item.
   *
   * @param title its title
   * @param genre its genre
   * @param work the work it belongs to; volumes of one work stand side by side
   * @param weight how often it is taken for its own sake
   */
  record Entry(String title, Genre genre, int work, double weight) {}

  /** The items of one genre. */
  private record Shelf(List<Integer> items, WeightedSampler popularFirst) {

    static Shelf of(Genre genre, List<Entry> entries) {
      List<Integer> items =
          IntStream.range(0, entries.size())
              .filter(item -> entries.get(item).genre() == genre)
              .boxed()
              .toList();
      double[] weights = items.stream().mapToDouble(item -> entries.get(item).weight()).toArray();
      return new Shelf(items, new WeightedSampler(weights));
    }

    int draw(Random random) {
      return items.get(popularFirst.draw(random));
    }

    int drawEvenly(Random random) {
      return items.get(random.nextInt(items.size()));
    }
  }
}
