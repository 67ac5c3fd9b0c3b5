/** Tests of the package of the same name. */
@NullMarked
package dev.millrace.trainer.process;

import org.jspecify.annotations.NullMarked;
