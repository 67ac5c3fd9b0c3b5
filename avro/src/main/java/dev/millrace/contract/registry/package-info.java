/**
 * The schema registry as Millrace needs it: a port, the Confluent client behind it, and a registry
 * in memory.
 */
@NullMarked
package dev.millrace.contract.registry;

import org.jspecify.annotations.NullMarked;
