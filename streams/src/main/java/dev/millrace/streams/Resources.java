package dev.millrace.streams;

import dev.millrace.streams.internal.Check;

/**
 * What one process may use.
 *
 * @param threads stream threads of each topology
 * @param cacheBytes record caches of all topologies together, on the heap
 * @param rocksDbBytes block cache and write buffers of all stores together, outside the heap
 */
public record Resources(int threads, long cacheBytes, long rocksDbBytes) {

  /** One thread each, 64 MiB of caches, 128 MiB for RocksDB. */
  public static final Resources DEFAULTS = new Resources(1, 64L << 20, 128L << 20);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public Resources {
    Check.between("resources.threads", threads, 1, 1_000);
    Check.atLeast("resources.cacheBytes", cacheBytes, 0);
    Check.atLeast("resources.rocksDbBytes", rocksDbBytes, 8L << 20);
  }
}
