package dev.millrace.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of a process share: blocks, indexes, filters and write buffers
 * all count against one limit. Close it after the last store.
 */
public final class RocksDbMemory implements AutoCloseable {

  /** Property that carries the memory to {@link BoundedRocksDb}. */
  public static final String PROPERTY = "millrace.rocksdb.memory";

  private static final int WRITE_BUFFER_SHARE = 2;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  /**
   * @param bytes limit of everything together
   */
  public RocksDbMemory(long bytes) {
    RocksDB.loadLibrary();
    cache = new LRUCache(bytes);
    writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
