/** Which trace a record belongs to. */
@NullMarked
package dev.millrace.contract.trace;

import org.jspecify.annotations.NullMarked;
