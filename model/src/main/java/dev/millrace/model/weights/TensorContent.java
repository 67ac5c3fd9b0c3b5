package dev.millrace.model.weights;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A tensor to write.
 *
 * @param info name, type and shape
 * @param bytes gives the data, little-endian, when its turn comes; less than 2 GiB
 */
public record TensorContent(TensorInfo info, Supplier<ByteBuffer> bytes) {}
