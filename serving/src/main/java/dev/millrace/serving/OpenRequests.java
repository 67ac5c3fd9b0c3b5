package dev.millrace.serving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests of one partition that the refined lane has still to answer. They are committed as the
 * metadata of the partition's offset, in the transaction that answers: whoever serves the partition
 * next knows what is owed, and nothing is answered twice. Immutable.
 *
 * @param byOffset by the offset of the request
 */
record OpenRequests(SortedMap<Long, Demand.Request> byOffset) {

  /** More are not kept, so that metadata stay far below the 4,096 bytes that brokers accept. */
  static final int MOST = 100;

  private static final OpenRequests NONE = new OpenRequests(new TreeMap<>());
  private static final String NAME = "to-refine";

  OpenRequests {
    byOffset = Collections.unmodifiableSortedMap(byOffset);
  }

  static OpenRequests none() {
    return NONE;
  }

  /** With one more; the oldest makes room for it. */
  OpenRequests with(Demand.Request request) {
    TreeMap<Long, Demand.Request> more = new TreeMap<>(byOffset);
    more.put(request.cause().offset(), request);
    if (more.size() > MOST) {
      more.pollFirstEntry();
    }
    return new OpenRequests(more);
  }

  OpenRequests without(Demand.Request request) {
    TreeMap<Long, Demand.Request> fewer = new TreeMap<>(byOffset);
    fewer.remove(request.cause().offset());
    return new OpenRequests(fewer);
  }

  /** Without those of a user. */
  OpenRequests without(UserKey user) {
    TreeMap<Long, Demand.Request> fewer = new TreeMap<>(byOffset);
    fewer.values().removeIf(request -> request.user().equals(user));
    return new OpenRequests(fewer);
  }

  boolean holds(Demand.Request request) {
    return byOffset.containsKey(request.cause().offset());
  }

  int size() {
    return byOffset.size();
  }

  /** For an offset: a word, the first request's offset, and the distance of each to the next. */
  String metadata() {
    StringBuilder text = new StringBuilder();
    long before = 0;
    for (long offset : byOffset.keySet()) {
      text.append(text.isEmpty() ? NAME : "").append(' ').append(offset - before);
      before = offset;
    }
    return text.toString();
  }

  /** The offsets in metadata; none in metadata that somebody else has written. */
  static List<Long> offsets(String metadata) {
    String[] words = metadata.split(" ", -1);
    List<Long> offsets = new ArrayList<>();
    try {
      for (int i = 1; words[0].equals(NAME) && i < words.length; i++) {
        long before = offsets.isEmpty() ? 0 : offsets.get(i - 2);
        offsets.add(Math.addExact(before, Long.parseLong(words[i])));
      }
    } catch (NumberFormatException | ArithmeticException notOurs) {
      return List.of();
    }
    return offsets;
  }
}
