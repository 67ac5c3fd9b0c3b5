/** What the log looks like. */
@NullMarked
package dev.millrace.standalone.logging;

import org.jspecify.annotations.NullMarked;
