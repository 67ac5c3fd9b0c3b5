/** Which trace a record belongs to, and the spans of the work on it. */
@NullMarked
package dev.millrace.contract.trace;

import org.jspecify.annotations.NullMarked;
