package dev.millrace.model.prompt;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.tokenizer.TokenIds;

/**
 * A prompt ready for a model.
 *
 * @param tokens at least one
 * @param items the items of the history that are in it, oldest first
 */
public record RenderedPrompt(TokenIds tokens, ItemIds items) {}
