/** What is in a model's directory, and whether its files belong together. */
@NullMarked
package dev.millrace.model.inspect;

import org.jspecify.annotations.NullMarked;
