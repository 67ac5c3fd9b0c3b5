/** Tests of where checkpoints lie. */
@NullMarked
package dev.millrace.checkpoint.store;

import org.jspecify.annotations.NullMarked;
