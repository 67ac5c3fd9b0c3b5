/** From whom was learned, and from whom not to learn any more. */
@NullMarked
package dev.millrace.trainer.forgetting;

import org.jspecify.annotations.NullMarked;
