/**
 * The live page: what flows through the pipeline, how good the lists are, and what a user is shown.
 * It asks Kafka alone, so it shows the whole pipeline wherever its processes run.
 */
@NullMarked
package dev.millrace.serving.dashboard;

import org.jspecify.annotations.NullMarked;
