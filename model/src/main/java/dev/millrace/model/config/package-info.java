/**
 * Configuration files that others wrote: every field is understood, known to be harmless, or named
 * in one error with all other problems.
 */
@NullMarked
package dev.millrace.model.config;

import org.jspecify.annotations.NullMarked;
