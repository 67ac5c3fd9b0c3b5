/** Tests of the dead letters. */
@NullMarked
package dev.millrace.contract.deadletter;

import org.jspecify.annotations.NullMarked;
