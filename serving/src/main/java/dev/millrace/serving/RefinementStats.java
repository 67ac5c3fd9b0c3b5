package dev.millrace.serving;

/**
 * What the refined lane has done since the start, and who waits.
 *
 * @param lists that a language model took part in
 * @param answers of them, second answers to requests
 * @param givenUp requests that will have no second answer, for too many were open
 * @param superseded answers that came after a newer sequence, not written
 * @param shed times that a user or a request was put back because of load
 * @param due users who wait
 * @param behind users who were put back and not taken yet
 * @param swaps checkpoints that began to answer
 * @param loadFailures times that a checkpoint could not be made ready
 * @param checkpointId in use; empty when there is none
 */
public record RefinementStats(
    long lists,
    long answers,
    long givenUp,
    long superseded,
    long shed,
    int due,
    int behind,
    long swaps,
    long loadFailures,
    String checkpointId) {}
