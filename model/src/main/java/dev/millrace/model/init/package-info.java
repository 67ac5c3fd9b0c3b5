/** New models: a tokenizer learned from titles and random weights, in Hugging Face layout. */
@NullMarked
package dev.millrace.model.init;

import org.jspecify.annotations.NullMarked;
