package dev.millrace.standalone.testsupport;

import dev.millrace.standalone.embedded.EmbeddedPlatform;
import dev.millrace.standalone.embedded.PlatformAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * A broker and a registry that all tests of the JVM share.
 *
 * @param address where they are reached
 * @param stop stops both
 */
record TestServers(PlatformAddress address, Runnable stop) implements AutoCloseable {

  /** A broker in this JVM and a registry process of this machine. */
  static TestServers embedded() {
    try {
      EmbeddedPlatform platform =
          EmbeddedPlatform.start(Files.createTempDirectory("millrace-platform"));
      return new TestServers(platform.address(), platform::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop.run();
  }
}
