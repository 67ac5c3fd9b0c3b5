/** Agreement with the reference implementation. */
@NullMarked
package dev.millrace.model.parity;

import org.jspecify.annotations.NullMarked;
