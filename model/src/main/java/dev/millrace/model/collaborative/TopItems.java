package dev.millrace.model.collaborative;

/** The best k of the items offered: the highest scores first, equal scores by item name. */
final class TopItems {

  private final ItemDictionary names;
  private int[] items = new int[16];
  private double[] scores = new double[16];
  private int capacity;
  private int size;

  TopItems(ItemDictionary names) {
    this.names = names;
  }

  /** Forgets everything and keeps up to k items from now on. */
  void reset(int k) {
    capacity = k;
    size = 0;
    if (items.length < k) {
      items = new int[k];
      scores = new double[k];
    }
  }

  /** Whether an item with this score would be kept. */
  boolean wouldKeep(int item, double score) {
    return size < capacity || isBefore(item, score, size - 1);
  }

  /**
   * Keeps an item for which {@link #wouldKeep} holds; the last gives way when all places are taken.
   */
  void keep(int item, double score) {
    int place = placeOf(item, score);
    int moved = Math.min(size, capacity - 1) - place;
    System.arraycopy(items, place, items, place + 1, moved);
    System.arraycopy(scores, place, scores, place + 1, moved);
    items[place] = item;
    scores[place] = score;
    size = Math.min(size + 1, capacity);
  }

  int size() {
    return size;
  }

  int item(int place) {
    return items[place];
  }

  double score(int place) {
    return scores[place];
  }

  private int placeOf(int item, double score) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(item, score, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean isBefore(int item, double score, int place) {
    if (score != scores[place]) {
      return score > scores[place];
    }
    return names.nameOf(item).compareTo(names.nameOf(items[place])) < 0;
  }
}
