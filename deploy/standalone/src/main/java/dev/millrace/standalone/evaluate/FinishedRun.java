package dev.millrace.standalone.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * What came of one candidate and seed.
 *
 * @param model the candidate's name
 * @param alone judged by itself
 * @param fused judged together with the collaborative model; null for those that cannot be
 */
public record FinishedRun(String model, Run alone, @Nullable Run fused) {}
