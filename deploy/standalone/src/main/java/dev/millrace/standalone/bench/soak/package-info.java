/**
 * A long stream through all processes of Millrace, with a look at what each of them and each folder
 * takes.
 */
@NullMarked
package dev.millrace.standalone.bench.soak;

import org.jspecify.annotations.NullMarked;
