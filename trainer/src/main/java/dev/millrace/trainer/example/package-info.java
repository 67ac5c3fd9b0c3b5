/** Examples to learn from, and how they are packed into the rows that a model reads. */
@NullMarked
package dev.millrace.trainer.example;

import org.jspecify.annotations.NullMarked;
