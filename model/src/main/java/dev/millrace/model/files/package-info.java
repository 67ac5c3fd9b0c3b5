/** Directories that are complete or absent. */
@NullMarked
package dev.millrace.model.files;

import org.jspecify.annotations.NullMarked;
