/**
 * Avro records in the Confluent wire format: a zero byte, the schema's id in four bytes (most
 * significant first), and the record in Avro's binary encoding.
 */
@NullMarked
package dev.millrace.contract.serde;

import org.jspecify.annotations.NullMarked;
