@NullMarked
package dev.millrace.trainer.forgetting;

import org.jspecify.annotations.NullMarked;
