/** Tests of the decoder. */
@NullMarked
package dev.millrace.model.llm;

import org.jspecify.annotations.NullMarked;
