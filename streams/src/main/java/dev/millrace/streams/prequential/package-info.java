/** Prequential metrics: what users do next judges what they were being shown. */
@NullMarked
package dev.millrace.streams.prequential;

import org.jspecify.annotations.NullMarked;
