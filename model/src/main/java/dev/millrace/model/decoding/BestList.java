package dev.millrace.model.decoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The first so many of all that is offered, in order. */
final class BestList<T> {

  private final int capacity;
  private final Comparator<T> order;
  private final List<T> best = new ArrayList<>();

  BestList(int capacity, Comparator<T> order) {
    this.capacity = capacity;
    this.order = order;
  }

  boolean isFull() {
    return best.size() >= capacity;
  }

  T last() {
    return best.get(best.size() - 1);
  }

  /**
   * @param offered equal to nothing that was offered before
   */
  void offer(T offered) {
    if (isFull() && order.compare(offered, last()) > 0) {
      return;
    }
    int place = -1 - Collections.binarySearch(best, offered, order);
    best.add(place, offered);
    if (best.size() > capacity) {
      best.remove(capacity);
    }
  }

  List<T> toList() {
    return List.copyOf(best);
  }
}
