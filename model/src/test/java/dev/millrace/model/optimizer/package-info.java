/** Tests of training steps. */
@NullMarked
package dev.millrace.model.optimizer;

import org.jspecify.annotations.NullMarked;
