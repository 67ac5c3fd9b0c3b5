package dev.millrace.model.weights;

import java.util.List;
import java.util.SortedMap;

/**
 * A validated safetensors header.
 *
 * @param metadata free text by name
 * @param extents tensors in the order of their data
 */
record Header(SortedMap<String, String> metadata, List<Extent> extents) {

  static final String METADATA = "__metadata__";

  /** Larger headers are refused unread; 16 MiB describe about 150,000 tensors. */
  static final long MAXIMUM_BYTES = 16L << 20;

  Header {
    extents = List.copyOf(extents);
  }
}
