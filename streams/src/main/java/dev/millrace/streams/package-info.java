/** The Kafka Streams side of Millrace: settings, the runner, and what it hosts. */
@NullMarked
package dev.millrace.streams;

import org.jspecify.annotations.NullMarked;
