package dev.millrace.streams.transition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.streams.internal.UnknownStateFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 *   then for each  scaled weight (8), length of the id (2), id in UTF-8
 * </pre>
 */
final class TransitionRow {

  private static final int FORMAT = 1;
  private static final int LANDMARK = 1;
  private static final int AS_OF = 9;
  private static final int TOTAL = 17;
  private static final int COUNT = 25;
  private static final int FIRST = 29;
  private static final int ID_LENGTH = Double.BYTES;
  private static final int ID = ID_LENGTH + Short.BYTES;
  private static final int NOT_FOUND = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;

  private TransitionRow(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A row without successors. */
  static TransitionRow empty(long landmark) {
    byte[] bytes = new byte[FIRST];
    bytes[0] = FORMAT;
    LONGS.set(bytes, LANDMARK, landmark);
    return new TransitionRow(bytes);
  }

  /** Reads a stored row; changes are made to a copy. */
  static TransitionRow copyOf(byte[] stored) {
    if (stored[0] != FORMAT) {
      throw new UnknownStateFormatException("item-transition-rows", stored[0], FORMAT);
    }
    return new TransitionRow(stored.clone());
  }

  /**
   * A successor and its weight.
   *
   * @param itemId the item that follows
   * @param weight scaled to the row's landmark
   */
  record Weighted(String itemId, double weight) {
    /** Heaviest first, equal weights by item id. */
    static final Comparator<Weighted> HEAVIEST_FIRST =
        Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::itemId);
  }

  byte[] bytes() {
    return bytes;
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
    for (int at = FIRST; at < bytes.length; at = next(at)) {
      writeDouble(at, readDouble(at) * factor);
    }
  }

  /** Keeps the heaviest; the total stays what it was. */
  void keepHeaviest(int count) {
    List<Weighted> heaviest = heaviest(count);
    int length = FIRST;
    for (Weighted successor : heaviest) {
      length += ID + successor.itemId().getBytes(UTF_8).length;
    }
    byte[] kept = Arrays.copyOf(bytes, length);
    bytes = kept;
    INTS.set(kept, COUNT, heaviest.size());
    int at = FIRST;
    for (Weighted successor : heaviest) {
      byte[] id = successor.itemId().getBytes(UTF_8);
      writeDouble(at, successor.weight());
      SHORTS.set(kept, at + ID_LENGTH, (short) id.length);
      System.arraycopy(id, 0, kept, at + ID, id.length);
      at += ID + id.length;
    }
  }

  /** The heaviest successors, at most so many. */
  List<Weighted> heaviest(int count) {
    List<Weighted> successors = new ArrayList<>(size());
    for (int at = FIRST; at < bytes.length; at = next(at)) {
      String itemId = new String(bytes, at + ID, idLength(at), UTF_8);
      successors.add(new Weighted(itemId, readDouble(at)));
    }
    successors.sort(Weighted.HEAVIEST_FIRST);
    return successors.subList(0, Math.min(count, successors.size()));
  }

  private int find(RowChange change) {
    int wanted = change.successorLength();
    int at = FIRST;
    while (at < bytes.length) {
      int length = idLength(at);
      if (length == wanted && change.successorEquals(bytes, at + ID, length)) {
        return at;
      }
      at += ID + length;
    }
    return NOT_FOUND;
  }

  private void append(RowChange change, double weight) {
    int at = bytes.length;
    int idLength = change.successorLength();
    bytes = Arrays.copyOf(bytes, at + ID + idLength);
    writeDouble(at, weight);
    SHORTS.set(bytes, at + ID_LENGTH, (short) idLength);
    change.copySuccessor(bytes, at + ID);
    INTS.set(bytes, COUNT, size() + 1);
  }

  private void remove(int at) {
    int after = next(at);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (after - at));
    System.arraycopy(bytes, after, shorter, at, bytes.length - after);
    INTS.set(shorter, COUNT, size() - 1);
    bytes = shorter;
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
