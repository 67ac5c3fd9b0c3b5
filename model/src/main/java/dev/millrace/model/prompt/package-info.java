/**
 * A user's history as the tokens that a language model reads: a configurable text around the titles
 * of the latest items.
 */
@NullMarked
package dev.millrace.model.prompt;

import org.jspecify.annotations.NullMarked;
