/**
 * Generating and scoring items of the catalogue with a language model: a beam search that can reach
 * nothing else, and exact scoring of given items. Logits are asked for children of the trie only.
 */
@NullMarked
package dev.millrace.model.decoding;

import org.jspecify.annotations.NullMarked;
