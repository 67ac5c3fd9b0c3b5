/** The whole pipeline in one JVM, with a screen that shows it at work. */
@NullMarked
package dev.millrace.standalone.demo;

import org.jspecify.annotations.NullMarked;
