package dev.millrace.standalone.cli;

import static dev.millrace.contract.registry.ConfluentSchemaRegistry.URL_PROPERTY;

import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.embedded.EmbeddedPlatform;
import org.jspecify.annotations.Nullable;

/** The servers a demo uses: those that are there, or else its own. */
final class DemoServers implements AutoCloseable {

  private final Connection connection;
  private final @Nullable EmbeddedPlatform own;

  private DemoServers(Connection connection, @Nullable EmbeddedPlatform own) {
    this.connection = connection;
    this.own = own;
  }

  /** Finds the configured or running servers, or starts embedded ones in the data folder. */
  static DemoServers open(MillraceConfig config) {
    boolean configured =
        config.kafka().containsKey("bootstrap.servers")
            || config.registry().containsKey(URL_PROPERTY);
    if (configured || EmbeddedPlatform.running(config.dataDir()).isPresent()) {
      return new DemoServers(Connection.find(config), null);
    }
    EmbeddedPlatform platform = EmbeddedPlatform.start(config.dataDir());
    return new DemoServers(Connection.to(config, platform.address()), platform);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
