/** Files of a checkpoint that only a trainer reads. */
@NullMarked
package dev.millrace.trainer.files;

import org.jspecify.annotations.NullMarked;
