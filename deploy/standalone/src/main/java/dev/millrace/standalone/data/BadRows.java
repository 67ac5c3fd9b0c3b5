package dev.millrace.standalone.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the bad rows of one file: the first {@value #SHOWN} in full, the rest as a count. */
public final class BadRows {

  /** How many bad rows are shown in full. */
  public static final int SHOWN = 20;

  private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

  private final Consumer<String> out;
  private final boolean shown;
  private final List<BadRow> first = new ArrayList<>();
  private long count;

  /**
   * @param out takes one line of text for each row shown
   */
  public BadRows(Consumer<String> out) {
    this(out, true);
  }

  private BadRows(Consumer<String> out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  /**
   * Shows bad rows in the log.
   *
   * @param file name of the file, for the message
   */
  public static BadRows logged(String file) {
    return new BadRows(text -> LOG.warn("Bad row skipped file={} {}", file, text));
  }

  /** Only counts and collects: for a pass that another pass over the same file repeats. */
  public static BadRows silent() {
    return new BadRows(text -> {}, false);
  }

  /**
   * Counts a row, and shows it if it is one of the first.
   *
   * @param row the row
   */
  public void report(BadRow row) {
    count++;
    if (count <= SHOWN) {
      first.add(row);
      out.accept(row.toString());
    } else if (count == SHOWN + 1) {
      out.accept("more bad rows follow; they are only counted");
    }
  }

  /** Whether anybody reads what is shown. */
  boolean shown() {
    return shown;
  }

  /** Bad rows so far. */
  public long count() {
    return count;
  }

  /** The first bad rows, at most {@value #SHOWN}. */
  public List<BadRow> first() {
    return List.copyOf(first);
  }
}
