/** Kafka as the trainer uses it: examples in, announcements out, and who may do so. */
@NullMarked
package dev.millrace.trainer.kafka;

import org.jspecify.annotations.NullMarked;
