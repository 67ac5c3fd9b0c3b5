package dev.millrace.standalone.evaluate;

/**
 * What counts as a hit.
 *
 * @param titles whether any item with the target's title is a hit; otherwise the target alone is
 * @param excludeSeen whether lists leave out the items of the history
 */
public record HitRule(boolean titles, boolean excludeSeen) {}
