/**
 * The collaborative model: what follows what, learned from transitions, with popularity behind it.
 * All but the dictionary of items is owned by one thread and not synchronised.
 */
@NullMarked
package dev.millrace.model.collaborative;

import org.jspecify.annotations.NullMarked;
