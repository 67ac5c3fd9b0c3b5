/** What several packages of this module share and nobody else may use. */
@NullMarked
package dev.millrace.model.internal;

import org.jspecify.annotations.NullMarked;
