/** What the topologies share and other modules must not use: checks, compact bytes, stores. */
@NullMarked
package dev.millrace.streams.internal;

import org.jspecify.annotations.NullMarked;
