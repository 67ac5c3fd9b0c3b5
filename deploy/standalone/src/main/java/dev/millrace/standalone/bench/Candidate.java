package dev.millrace.standalone.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * Something whose throughput is measured.
 *
 * @param name what it is
 * @param id what the names of its topics and its state folder begin with
 * @param groups its consumer groups; the first reads the interactions
 * @param start starts it; closing the result stops it
 */
record Candidate(String name, String id, List<String> groups, Supplier<Running> start) {

  /** Something that runs until it is closed. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
