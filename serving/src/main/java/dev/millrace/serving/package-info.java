/**
 * Turns user sequences into recommendations: one thread owns the model, the users' state and the
 * transaction in which lists, dead letters and offsets are written together.
 */
@NullMarked
package dev.millrace.serving;

import org.jspecify.annotations.NullMarked;
