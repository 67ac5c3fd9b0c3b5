/** The contract between Millrace's processes: which topics there are and what they carry. */
@NullMarked
package dev.millrace.contract;

import org.jspecify.annotations.NullMarked;
