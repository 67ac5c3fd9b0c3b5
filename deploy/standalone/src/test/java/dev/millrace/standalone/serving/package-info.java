/** Serving against a real broker and a real registry. */
@NullMarked
package dev.millrace.standalone.serving;

import org.jspecify.annotations.NullMarked;
