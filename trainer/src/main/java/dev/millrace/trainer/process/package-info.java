/** The trainer as a process: from micro-batches to checkpoints, again after every interruption. */
@NullMarked
package dev.millrace.trainer.process;

import org.jspecify.annotations.NullMarked;
