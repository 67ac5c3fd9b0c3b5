/**
 * The decoder language model of the Llama family: its configuration, its forward pass with outputs
 * on request, and decoding of many continuations over one prompt.
 */
@NullMarked
package dev.millrace.model.llm;

import org.jspecify.annotations.NullMarked;
