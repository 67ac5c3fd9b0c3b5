/** Steps that follow gradients, for everything that is trained here. */
@NullMarked
package dev.millrace.model.optimizer;

import org.jspecify.annotations.NullMarked;
