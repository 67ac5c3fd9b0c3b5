/**
 * Text as tokens and back: tokenizers in Hugging Face's {@code tokenizer.json}, and a trainer that
 * learns one from the titles of a catalogue.
 */
@NullMarked
package dev.millrace.model.tokenizer;

import org.jspecify.annotations.NullMarked;
