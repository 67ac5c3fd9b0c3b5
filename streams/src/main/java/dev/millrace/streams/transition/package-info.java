/** Transitions: the collaborative model, a row of decayed successor weights per item. */
@NullMarked
package dev.millrace.streams.transition;

import org.jspecify.annotations.NullMarked;
