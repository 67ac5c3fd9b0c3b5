/** Creates the topics that are planned and tells how they are. */
@NullMarked
package dev.millrace.standalone.topics;

import org.jspecify.annotations.NullMarked;
