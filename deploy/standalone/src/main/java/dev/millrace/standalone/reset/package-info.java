/** Takes away what streams have made of their input, so that they make it again. */
@NullMarked
package dev.millrace.standalone.reset;

import org.jspecify.annotations.NullMarked;
