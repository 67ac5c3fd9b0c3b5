package dev.millrace.serving;

/**
 * How lists are made, timed and turned into records.
 *
 * @param maker makes them
 * @param writer makes records of them
 * @param metrics times the making
 */
record Lists(ListMaker maker, ListWriter writer, ServingMetrics metrics) {

  MadeList make(HeldSequence sequence, ListQuery query) {
    return metrics.timeScoring(() -> maker.make(sequence, query));
  }
}
