/** Tests of what is said of checkpoints. */
@NullMarked
package dev.millrace.checkpoint.announcement;

import org.jspecify.annotations.NullMarked;
