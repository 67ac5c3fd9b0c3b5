package dev.millrace.streams.prequential;

/**
 * Where a list had what a user took.
 *
 * @param rank of the first item that is a hit, from 1; 0 for a miss
 * @param itemRank of the item taken itself, which may be further down
 */
record Place(int rank, int itemRank) {

  static final Place MISS = new Place(0, 0);
}
