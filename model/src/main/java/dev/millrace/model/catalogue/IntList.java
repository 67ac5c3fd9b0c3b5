package dev.millrace.model.catalogue;

import java.util.ArrayList;
import java.util.List;

/** A growing list of ints, in pages, so that growing copies nothing. */
final class IntList {

  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;

  private static final int[] NO_PAGE = {};

  private final List<int[]> pages = new ArrayList<>();
  private int size;

  void add(int value) {
    if (size >>> PAGE_BITS == pages.size()) {
      pages.add(new int[PAGE]);
    }
    pages.get(size >>> PAGE_BITS)[size & (PAGE - 1)] = value;
    size++;
  }

  /** Adds a stretch of values, each plus the same number. */
  void addAll(int[] values, int from, int to, int plus) {
    int done = from;
    while (done < to) {
      if (size >>> PAGE_BITS == pages.size()) {
        pages.add(new int[PAGE]);
      }
      int[] page = pages.get(size >>> PAGE_BITS);
      int place = size & (PAGE - 1);
      int count = Math.min(PAGE - place, to - done);
      for (int i = 0; i < count; i++) {
        page[place + i] = values[done + i] + plus;
      }
      done += count;
      size += count;
    }
  }

  int get(int index) {
    return pages.get(index >>> PAGE_BITS)[index & (PAGE - 1)];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Empties the list and frees its memory, which {@link #clear} keeps for what comes next. */
  void free() {
    pages.clear();
    size = 0;
  }

  /** The values as an array; the list is empty afterwards, and its pages are freed on the way. */
  int[] drain() {
    int[] values = new int[size];
    for (int from = 0; from < size; from += PAGE) {
      int[] page = pages.set(from >>> PAGE_BITS, NO_PAGE);
      System.arraycopy(page, 0, values, from, Math.min(PAGE, size - from));
    }
    free();
    return values;
  }
}
