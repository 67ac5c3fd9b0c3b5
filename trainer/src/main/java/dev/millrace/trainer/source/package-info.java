/** Where examples come from, one micro-batch after the other. */
@NullMarked
package dev.millrace.trainer.source;

import org.jspecify.annotations.NullMarked;
