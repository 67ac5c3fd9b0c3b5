/**
 * Named tensors in safetensors files: reading from memory-mapped, fully validated files, single or
 * sharded, and writing them the same bytes for the same tensors. Nothing here can carry code.
 */
@NullMarked
package dev.millrace.model.weights;

import org.jspecify.annotations.NullMarked;
