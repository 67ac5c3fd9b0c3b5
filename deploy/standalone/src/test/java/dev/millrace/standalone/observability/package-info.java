/** Dashboard and alerts, compared with what the applications tell of themselves. */
@NullMarked
package dev.millrace.standalone.observability;

import org.jspecify.annotations.NullMarked;
