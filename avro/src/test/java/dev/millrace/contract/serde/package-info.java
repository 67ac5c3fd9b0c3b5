/** Tests of the wire format and of schema evolution. */
@NullMarked
package dev.millrace.contract.serde;

import org.jspecify.annotations.NullMarked;
