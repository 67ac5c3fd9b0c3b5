package dev.millrace.streams.packets;

import org.jspecify.annotations.Nullable;

/**
 * What rows are and how they change. Changes to one key must commute: they arrive in any order.
 *
 * @param <V> what a row is emitted as
 */
public interface RowRules<V> {

  /**
   * Applies a change.
   *
   * @param row stored row; null when there is none
   * @return the row after; null when nothing is left of it
   */
  byte @Nullable [] apply(byte @Nullable [] row, byte[] change);

  /** A row as other processes read it. */
  V toRecord(String key, byte[] row);
}
