/**
 * Checkpoints: directories with everything that training needs to go on and serving needs to begin,
 * complete or absent, with a manifest that vouches for every file.
 */
@NullMarked
package dev.millrace.checkpoint;

import org.jspecify.annotations.NullMarked;
