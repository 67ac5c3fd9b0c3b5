/** What is said of checkpoints on the topic, each time with all that serving needs to know. */
@NullMarked
package dev.millrace.checkpoint.announcement;

import org.jspecify.annotations.NullMarked;
