package dev.millrace.standalone.embedded;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A broker and a registry in one data folder, run by one process at a time. Everything survives a
 * restart: records, schemas, ids and addresses.
 */
public final class EmbeddedPlatform implements AutoCloseable {

  private final PlatformAddress address;
  private final EmbeddedRegistry registry;
  private final Deque<AutoCloseable> opened;

  private EmbeddedPlatform(
      PlatformAddress address, EmbeddedRegistry registry, Deque<AutoCloseable> opened) {
    this.address = address;
    this.registry = registry;
    this.opened = opened;
  }

  /**
   * Starts both servers and returns when both answer.
   *
   * @param dataDirectory created if missing
   * @throws EmbeddedServerException if another process runs the folder's servers, or one of them
   *     does not start
   */
  public static EmbeddedPlatform start(Path dataDirectory) {
    return start(dataDirectory, Map.of());
  }

  /**
   * Starts both servers with further properties of the broker, which win over the embedded
   * defaults.
   *
   * @param dataDirectory created if missing
   * @param brokerProperties Kafka's own
   * @throws EmbeddedServerException if another process runs the folder's servers, or one of them
   *     does not start
   */
  public static EmbeddedPlatform start(Path dataDirectory, Map<String, String> brokerProperties) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      PlatformLock lock = PlatformLock.take(dataDirectory);
      opened.push(lock);
      EmbeddedRegistry registry = EmbeddedRegistry.launch(dataDirectory.resolve("registry"));
      opened.push(registry);
      // The broker starts while the registry's process does.
      EmbeddedBroker broker =
          EmbeddedBroker.start(dataDirectory.resolve("broker"), brokerProperties);
      opened.push(broker);
      registry.awaitReady();
      PlatformAddress address = new PlatformAddress(broker.bootstrapServers(), registry.url());
      lock.announce(address);
      return new EmbeddedPlatform(address, registry, opened);
    } catch (RuntimeException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  /**
   * Address of the servers that some live process runs for a data folder.
   *
   * @param dataDirectory the folder; need not exist
   */
  public static Optional<PlatformAddress> running(Path dataDirectory) {
    return PlatformLock.announced(dataDirectory);
  }

  /** Where both servers are reached, from this process and any other. */
  public PlatformAddress address() {
    return address;
  }

  /**
   * What ended by itself, for people; empty while both servers live. A broker that fails takes the
   * process with it, so this can only be the registry.
   */
  public Optional<String> failure() {
    return registry.failure();
  }

  /** Stops both servers in order and gives the folder up. */
  @Override
  public void close() {
    EmbeddedServerException failure =
        new EmbeddedServerException("The embedded servers did not stop in order");
    closeAll(opened, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(Deque<AutoCloseable> opened, RuntimeException failure) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
