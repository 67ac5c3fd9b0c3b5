package dev.millrace.standalone.data;

import java.util.Iterator;

/**
 * Rows of a source, read once from front to back and never held all at once.
 *
 * @param <T> what a row becomes
 */
public interface RowStream<T> extends Iterator<T>, AutoCloseable {

  /** Rows met so far that could not be used. They are reported, and skipped. */
  long badRows();

  /** Closes what is read from. */
  @Override
  void close();

  /**
   * Rows of a source that has no bad ones and nothing to close.
   *
   * @param rows the rows
   */
  static <T> RowStream<T> of(Iterator<T> rows) {
    return new RowStream<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public T next() {
        return rows.next();
      }

      @Override
      public long badRows() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }
}
