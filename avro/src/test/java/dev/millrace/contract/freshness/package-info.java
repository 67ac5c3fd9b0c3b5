/** Tests of how freshness is measured. */
@NullMarked
package dev.millrace.contract.freshness;

import org.jspecify.annotations.NullMarked;
