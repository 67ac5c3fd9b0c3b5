/**
 * The language model in serving: checkpoints made ready beside the one in use, and a thread of its
 * own that asks it. Nothing here knows Kafka.
 */
@NullMarked
package dev.millrace.serving.language;

import org.jspecify.annotations.NullMarked;
