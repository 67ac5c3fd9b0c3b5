/** Sequences: the last interactions of every user, the same whatever order they arrived in. */
@NullMarked
package dev.millrace.streams.sequence;

import org.jspecify.annotations.NullMarked;
