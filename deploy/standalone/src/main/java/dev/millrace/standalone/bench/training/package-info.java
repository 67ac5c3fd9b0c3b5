/**
 * Training steps with the losses of Millrace, beside the same losses as they are usually computed.
 */
@NullMarked
package dev.millrace.standalone.bench.training;

import org.jspecify.annotations.NullMarked;
