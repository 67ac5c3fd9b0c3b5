/** Tests of the streams application on a real broker. */
@NullMarked
package dev.millrace.standalone.streams;

import org.jspecify.annotations.NullMarked;
