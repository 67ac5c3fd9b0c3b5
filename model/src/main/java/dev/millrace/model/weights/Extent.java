package dev.millrace.model.weights;

/**
 * Where a tensor lies in its file.
 *
 * @param info what it is
 * @param begin first byte, from the beginning of the data section
 * @param end byte after the last
 */
record Extent(TensorInfo info, long begin, long end) {}
