/**
 * The collaborative model: what follows what, learned from transitions, with popularity behind it.
 * Everything here is owned by one thread; nothing is synchronised.
 */
@NullMarked
package dev.millrace.model.collaborative;

import org.jspecify.annotations.NullMarked;
