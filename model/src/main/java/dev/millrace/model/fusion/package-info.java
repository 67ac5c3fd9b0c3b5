/** One list from a language model's and a collaborative model's opinions. */
@NullMarked
package dev.millrace.model.fusion;

import org.jspecify.annotations.NullMarked;
