/** The verbs of the command line: each parses, builds what others implement, and delegates. */
@NullMarked
package dev.millrace.standalone.cli;

import org.jspecify.annotations.NullMarked;
