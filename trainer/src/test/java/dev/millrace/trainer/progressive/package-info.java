@NullMarked
package dev.millrace.trainer.progressive;

import org.jspecify.annotations.NullMarked;
