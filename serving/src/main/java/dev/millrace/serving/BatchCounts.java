package dev.millrace.serving;

/**
 * What happened in a batch, or since the start.
 *
 * @param sequences versions of sequences read, tombstones among them
 * @param coalesced of them, those that a newer one in the same poll made needless
 * @param lists lists written because a sequence changed
 * @param unchanged lists not written because they were equal to the last one
 * @param answers lists written because they were requested
 * @param tombstones users forgotten
 * @param deadLetters records that could not be used
 */
record BatchCounts(
    long sequences,
    long coalesced,
    long lists,
    long unchanged,
    long answers,
    long tombstones,
    long deadLetters) {

  static BatchCounts none() {
    return new BatchCounts(0, 0, 0, 0, 0, 0, 0);
  }

  static BatchCounts sequence() {
    return new BatchCounts(1, 0, 0, 0, 0, 0, 0);
  }

  static BatchCounts superseded() {
    return new BatchCounts(0, 1, 0, 0, 0, 0, 0);
  }

  static BatchCounts list() {
    return new BatchCounts(0, 0, 1, 0, 0, 0, 0);
  }

  static BatchCounts unchangedList() {
    return new BatchCounts(0, 0, 0, 1, 0, 0, 0);
  }

  static BatchCounts answer() {
    return new BatchCounts(0, 0, 0, 0, 1, 0, 0);
  }

  static BatchCounts tombstone() {
    return new BatchCounts(0, 0, 0, 0, 0, 1, 0);
  }

  static BatchCounts deadLetters(int records) {
    return new BatchCounts(0, 0, 0, 0, 0, 0, records);
  }

  BatchCounts plus(BatchCounts more) {
    return new BatchCounts(
        sequences + more.sequences,
        coalesced + more.coalesced,
        lists + more.lists,
        unchanged + more.unchanged,
        answers + more.answers,
        tombstones + more.tombstones,
        deadLetters + more.deadLetters);
  }
}
