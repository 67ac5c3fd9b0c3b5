package dev.millrace.model.catalogue;

import java.util.ArrayList;
import java.util.List;

/** A growing list of ints, in pages, so that growing copies nothing. */
final class IntList {

  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;

  private final List<int[]> pages = new ArrayList<>();
  private int size;

  void add(int value) {
    if (size >>> PAGE_BITS == pages.size()) {
      pages.add(new int[PAGE]);
    }
    pages.get(size >>> PAGE_BITS)[size & (PAGE - 1)] = value;
    size++;
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

  /** The values as an array; the list is empty afterwards. */
  int[] drain() {
    int[] values = new int[size];
    for (int from = 0; from < size; from += PAGE) {
      System.arraycopy(pages.get(from >>> PAGE_BITS), 0, values, from, Math.min(PAGE, size - from));
    }
    pages.clear();
    size = 0;
    return values;
  }
}
