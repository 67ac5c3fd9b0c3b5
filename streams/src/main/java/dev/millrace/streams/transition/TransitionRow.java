package dev.millrace.streams.transition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.streams.internal.UnknownStateFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What follows one item, as bytes that are updated where they lie: a row changes at every
 * interaction, and making objects of a hundred successors to change one would cost more than all
 * else.
 *
 * <pre>
 *   byte 0         format
 *   bytes 1-8      landmark, milliseconds since 1970
 *   bytes 9-16     asOf: event time of the newest pair
 *   bytes 17-24    total of the scaled weights
 *   bytes 25-28    number of successors
 *   then for each  scaled weight (8), hash of the id (4), length of the id (2), id in UTF-8
 * </pre>
 *
 * The hash lets a search pass over nearly all other successors without comparing ids.
 */
final class TransitionRow {

  private static final int FORMAT = 2;
  private static final int LANDMARK = 1;
  private static final int AS_OF = 9;
  private static final int TOTAL = 17;
  private static final int COUNT = 25;
  private static final int FIRST = 29;
  private static final int ID_HASH = Double.BYTES;
  private static final int ID_LENGTH = ID_HASH + Integer.BYTES;
  private static final int ID = ID_LENGTH + Short.BYTES;
  private static final int NOT_FOUND = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  private TransitionRow(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** A row without successors. */
  static TransitionRow empty(long landmark) {
    byte[] bytes = new byte[FIRST];
    bytes[0] = FORMAT;
    LONGS.set(bytes, LANDMARK, landmark);
    return new TransitionRow(bytes, FIRST);
  }

  /**
   * Reads a stored row; changes are made to a copy.
   *
   * @param room bytes that the copy may grow by without being copied again
   */
  static TransitionRow copyOf(byte[] stored, int room) {
    if (stored[0] != FORMAT) {
      throw new UnknownStateFormatException("item-transition-rows", stored[0], FORMAT);
    }
    return new TransitionRow(Arrays.copyOf(stored, stored.length + room), stored.length);
  }

  /**
   * A successor and its weight.
   *
   * @param itemId the item that follows
   * @param weight scaled to the row's landmark
   */
  record Weighted(String itemId, double weight) {}

  /**
   * Where a successor lies.
   *
   * @param at its first byte
   * @param weight scaled to the row's landmark
   */
  private record Place(int at, double weight) {}

  /** The row as it is stored. */
  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  long landmark() {
    return (long) LONGS.get(bytes, LANDMARK);
  }

  long asOf() {
    return (long) LONGS.get(bytes, AS_OF);
  }

  double total() {
    return readDouble(TOTAL);
  }

  int size() {
    return (int) INTS.get(bytes, COUNT);
  }

  /** Adds a scaled weight to the successor of the change, and to the total. */
  void add(RowChange change, double weight) {
    writeDouble(TOTAL, total() + weight);
    LONGS.set(bytes, AS_OF, Math.max(asOf(), change.timestamp()));
    int at = find(change);
    if (at == NOT_FOUND) {
      append(change, weight);
    } else {
      writeDouble(at, readDouble(at) + weight);
    }
  }

  /**
   * Takes back a scaled weight that was added before; a successor of which nothing is left goes.
   *
   * @param weight what was added
   * @param tolerance what still counts as nothing: what rounding leaves
   */
  void subtract(RowChange change, double weight, double tolerance) {
    double total = total() - weight;
    writeDouble(TOTAL, total > tolerance ? total : 0);
    int at = find(change);
    if (at == NOT_FOUND) {
      return;
    }
    double left = readDouble(at) - weight;
    if (left > tolerance) {
      writeDouble(at, left);
    } else {
      remove(at);
    }
  }

  /** Moves the landmark; every weight is multiplied by the factor. */
  void moveLandmark(long landmark, double factor) {
    LONGS.set(bytes, LANDMARK, landmark);
    writeDouble(TOTAL, total() * factor);
    for (int at = FIRST; at < length; at = next(at)) {
      writeDouble(at, readDouble(at) * factor);
    }
  }

  /** Keeps the heaviest; the total stays what it was. */
  void keepHeaviest(int count) {
    List<Place> kept = heaviestPlaces(count);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length);
    int to = FIRST;
    for (Place place : kept) {
      int entry = next(place.at()) - place.at();
      System.arraycopy(bytes, place.at(), shorter, to, entry);
      to += entry;
    }
    INTS.set(shorter, COUNT, kept.size());
    bytes = shorter;
    length = to;
  }

  /** The heaviest successors, at most so many; equal weights by item id. */
  List<Weighted> heaviest(int count) {
    List<Place> places = heaviestPlaces(count);
    List<Weighted> successors = new ArrayList<>(places.size());
    for (Place place : places) {
      successors.add(new Weighted(itemId(place), place.weight()));
    }
    return successors;
  }

  private List<Place> heaviestPlaces(int count) {
    List<Place> places = new ArrayList<>(size());
    for (int at = FIRST; at < length; at = next(at)) {
      places.add(new Place(at, readDouble(at)));
    }
    places.sort(this::compareHeaviestFirst);
    return places.subList(0, Math.min(count, places.size()));
  }

  /** Ids are made only for equal weights, which are rare. */
  private int compareHeaviestFirst(Place one, Place other) {
    int byWeight = Double.compare(other.weight(), one.weight());
    return byWeight != 0 ? byWeight : itemId(one).compareTo(itemId(other));
  }

  private String itemId(Place place) {
    return new String(bytes, place.at() + ID, idLength(place.at()), UTF_8);
  }

  private int find(RowChange change) {
    int hash = change.successorHash();
    for (int at = FIRST; at < length; at = next(at)) {
      if ((int) INTS.get(bytes, at + ID_HASH) == hash
          && change.successorEquals(bytes, at + ID, idLength(at))) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  private void append(RowChange change, double weight) {
    int at = length;
    length = at + entryLength(change);
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
    }
    writeDouble(at, weight);
    INTS.set(bytes, at + ID_HASH, change.successorHash());
    SHORTS.set(bytes, at + ID_LENGTH, (short) change.successorLength());
    change.copySuccessor(bytes, at + ID);
    INTS.set(bytes, COUNT, size() + 1);
  }

  /** Bytes that a row grows by when a change brings a new successor. */
  static int entryLength(RowChange change) {
    return ID + change.successorLength();
  }

  private void remove(int at) {
    int after = next(at);
    System.arraycopy(bytes, after, bytes, at, length - after);
    length -= after - at;
    INTS.set(bytes, COUNT, size() - 1);
  }

  private int next(int at) {
    return at + ID + idLength(at);
  }

  private int idLength(int at) {
    return (short) SHORTS.get(bytes, at + ID_LENGTH) & 0xFFFF;
  }

  private double readDouble(int at) {
    return Double.longBitsToDouble((long) LONGS.get(bytes, at));
  }

  private void writeDouble(int at, double value) {
    LONGS.set(bytes, at, Double.doubleToRawLongBits(value));
  }
}
