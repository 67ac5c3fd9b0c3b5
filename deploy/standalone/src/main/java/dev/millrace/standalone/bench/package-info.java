/**
 * Benchmarks that print figures beside a baseline measured in the same run. They are commands,
 * never tests.
 */
@NullMarked
package dev.millrace.standalone.bench;

import org.jspecify.annotations.NullMarked;
