/** Tests of decisions over checkpoints. */
@NullMarked
package dev.millrace.checkpoint.promotion;

import org.jspecify.annotations.NullMarked;
