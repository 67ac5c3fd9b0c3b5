/**
 * Sends items and interactions to Kafka at a chosen pace, can be killed and resumed, and can wait
 * for people's lists as people do.
 */
@NullMarked
package dev.millrace.standalone.replay;

import org.jspecify.annotations.NullMarked;
