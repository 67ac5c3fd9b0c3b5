package dev.millrace.trainer.example;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts rows into parts of like length, so that little of what is computed is padding. */
public final class RowBatches {

  private RowBatches() {}

  /**
   * Cuts by padded size.
   *
   * @param mostTokens rows times longest row of a part; a longer row is a part of its own
   * @return parts of rows, longest first
   */
  public static List<List<TrainingRow>> byTokens(List<TrainingRow> rows, int mostTokens) {
    List<List<TrainingRow>> parts = new ArrayList<>();
    List<TrainingRow> part = new ArrayList<>();
    for (TrainingRow row : longestFirst(rows)) {
      int longest = part.isEmpty() ? row.length() : part.get(0).length();
      if (!part.isEmpty() && (long) longest * (part.size() + 1) > mostTokens) {
        parts.add(List.copyOf(part));
        part.clear();
      }
      part.add(row);
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  /**
   * Cuts by number of examples.
   *
   * @param examples about how many a part has; a row is never cut
   * @return parts of rows, longest first
   */
  public static List<List<TrainingRow>> byExamples(List<TrainingRow> rows, int examples) {
    List<List<TrainingRow>> parts = new ArrayList<>();
    List<TrainingRow> part = new ArrayList<>();
    int inPart = 0;
    for (TrainingRow row : longestFirst(rows)) {
      part.add(row);
      inPart += row.examples().size();
      if (inPart >= examples) {
        parts.add(List.copyOf(part));
        part.clear();
        inPart = 0;
      }
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  /** Share of padding when each part is made rectangular, 0 to 1. */
  public static double padding(List<List<TrainingRow>> parts) {
    long real = 0;
    long padded = 0;
    for (List<TrainingRow> part : parts) {
      int longest = part.stream().mapToInt(TrainingRow::length).max().orElse(0);
      padded += (long) longest * part.size();
      real += part.stream().mapToLong(TrainingRow::length).sum();
    }
    return padded == 0 ? 0 : 1 - (double) real / padded;
  }

  /** Stable, so that the same rows always make the same parts. */
  private static List<TrainingRow> longestFirst(List<TrainingRow> rows) {
    return rows.stream().sorted(Comparator.comparingInt(TrainingRow::length).reversed()).toList();
  }
}
