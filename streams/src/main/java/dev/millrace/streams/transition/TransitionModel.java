package dev.millrace.streams.transition;

import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.streams.decay.ForwardDecay;
import dev.millrace.streams.packets.RowRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of the collaborative model: a pair at distance d and event time t adds γ^d,
 * decayed from t.
 */
final class TransitionModel implements RowRules<ItemTransitions> {

  /** What rounding may leave of a weight that was added and taken back, relative to it. */
  private static final double ROUNDING = 1e-9;

  private final ForwardDecay decay;
  private final double[] weightAtDistance;
  private final int maxSuccessors;

  TransitionModel(TransitionSettings settings) {
    decay = new ForwardDecay(settings.halfLife());
    maxSuccessors = settings.maxSuccessors();
    weightAtDistance = new double[Byte.MAX_VALUE + 1];
    for (int distance = 1; distance < weightAtDistance.length; distance++) {
      weightAtDistance[distance] = Math.pow(settings.decay(), distance);
    }
  }

  @Override
  public byte @Nullable [] apply(byte @Nullable [] stored, List<byte[]> changes) {
    List<RowChange> rowChanges = changes.stream().map(RowChange::new).toList();
    int room = rowChanges.stream().mapToInt(TransitionRow::entryLength).sum();
    TransitionRow row = stored == null ? null : TransitionRow.copyOf(stored, room);
    for (RowChange change : rowChanges) {
      row = apply(row, change);
    }
    return row == null ? null : row.bytes();
  }

  /**
   * Applies a change to a row.
   *
   * @param row the row before, which is changed; null when there is none
   * @return the row after; null when nothing is left of it
   */
  private @Nullable TransitionRow apply(@Nullable TransitionRow row, RowChange change) {
    if (row == null) {
      return change.added() ? added(newRow(change), change) : null;
    }
    if (decay.isFarAhead(change.timestamp(), row.landmark())) {
      long landmark = decay.landmark(change.timestamp());
      row.moveLandmark(landmark, decay.scale(row.landmark(), landmark));
    }
    return change.added() ? added(row, change) : takenBack(row, change);
  }

  /** The row as other processes read it: decayed to its newest pair, the heaviest first. */
  @Override
  public ItemTransitions toRecord(String itemId, byte[] stored) {
    TransitionRow row = TransitionRow.copyOf(stored, 0);
    double factor = 1 / decay.scale(row.asOf(), row.landmark());
    List<Successor> successors = new ArrayList<>();
    for (TransitionRow.Weighted successor : row.heaviest(maxSuccessors)) {
      successors.add(new Successor(successor.itemId(), successor.weight() * factor));
    }
    return new ItemTransitions(itemId, successors, row.total() * factor, row.asOf());
  }

  private TransitionRow newRow(RowChange change) {
    return TransitionRow.empty(decay.landmark(change.timestamp()));
  }

  private TransitionRow added(TransitionRow row, RowChange change) {
    row.add(change, weight(row, change));
    if (row.size() > 2 * maxSuccessors) {
      row.keepHeaviest(maxSuccessors);
    }
    return row;
  }

  private @Nullable TransitionRow takenBack(TransitionRow row, RowChange change) {
    double weight = weight(row, change);
    row.subtract(change, weight, weight * ROUNDING);
    return row.size() == 0 ? null : row;
  }

  private double weight(TransitionRow row, RowChange change) {
    return weightAtDistance[change.distance()] * decay.scale(change.timestamp(), row.landmark());
  }
}
