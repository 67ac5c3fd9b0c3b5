package dev.millrace.model.llm;

/**
 * What all layers share in one forward pass.
 *
 * @param pattern which tokens see which
 * @param training whether dropout applies
 */
record Pass(AttentionPattern pattern, boolean training) {}
