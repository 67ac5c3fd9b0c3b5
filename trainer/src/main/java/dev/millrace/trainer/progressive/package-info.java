/**
 * What was known before each example: the collaborative model of earlier ones, and how it and the
 * language model are best put together.
 */
@NullMarked
package dev.millrace.trainer.progressive;

import org.jspecify.annotations.NullMarked;
