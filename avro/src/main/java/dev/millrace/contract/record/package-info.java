/** Reading records that others wrote: what cannot be used is told from what can. */
@NullMarked
package dev.millrace.contract.record;

import org.jspecify.annotations.NullMarked;
