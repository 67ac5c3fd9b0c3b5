package dev.millrace.serving;

/**
 * What serving has done since its start, and how far it is behind.
 *
 * @param sequences versions of sequences read
 * @param lists lists written because a sequence changed
 * @param unchanged lists not written because they were equal to the last one
 * @param coalesced versions of sequences that a newer one made needless
 * @param answers requests answered
 * @param tombstones users forgotten
 * @param deadLetters records that could not be used
 * @param lag records of the assigned partitions that are still to be read
 * @param users users whose sequences are held here
 * @param refinement the refined lane
 */
public record ServingStats(
    long sequences,
    long lists,
    long unchanged,
    long coalesced,
    long answers,
    long tombstones,
    long deadLetters,
    long lag,
    int users,
    RefinementStats refinement) {}
