/**
 * Which checkpoints are good enough to be used, and which may be deleted: decisions over figures,
 * without files or topics.
 */
@NullMarked
package dev.millrace.checkpoint.promotion;

import org.jspecify.annotations.NullMarked;
