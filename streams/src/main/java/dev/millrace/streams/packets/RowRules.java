package dev.millrace.streams.packets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rows are and how they change. Changes to one key must commute: they arrive in any order.
 *
 * @param <V> what a row is emitted as
 */
public interface RowRules<V> {

  /**
   * Applies changes.
   *
   * @param row stored row, not changed; null when there is none
   * @param changes what happens to it, in any order
   * @return the row after; null when nothing is left of it
   */
  byte @Nullable [] apply(byte @Nullable [] row, List<byte[]> changes);

  /** A row as other processes read it. */
  V toRecord(String key, byte[] row);
}
