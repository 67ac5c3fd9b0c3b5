/** The contract against a real registry and a real broker. */
@NullMarked
package dev.millrace.standalone.registry;

import org.jspecify.annotations.NullMarked;
