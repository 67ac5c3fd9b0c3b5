/**
 * Spans to an OpenTelemetry collector; the only package that knows OpenTelemetry's SDK. Streams and
 * serving have spans. The trainer has none: a batch of examples belongs to no trace.
 */
@NullMarked
package dev.millrace.standalone.telemetry;

import org.jspecify.annotations.NullMarked;
