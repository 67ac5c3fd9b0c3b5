/**
 * Dead letters: counted, shown, and sent back to where they came from once what was wrong is
 * mended.
 */
@NullMarked
package dev.millrace.standalone.dlq;

import org.jspecify.annotations.NullMarked;
