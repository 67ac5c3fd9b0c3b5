package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Free ports, chosen at the first start and kept in a file, so that a client finds the servers
 * where they were before a restart. A port that somebody else has taken meanwhile is chosen anew.
 */
final class RememberedPorts {

  static final String HOST = "127.0.0.1";

  private final Path file;

  RememberedPorts(Path file) {
    this.file = file;
  }

  /**
   * Port of a server, the same as at the last start where it is still free.
   *
   * @param server name under which the port is remembered
   */
  int portOf(String server) {
    try {
      Properties ports = read();
      String remembered = ports.getProperty(server);
      if (remembered != null && isFree(Integer.parseInt(remembered))) {
        return Integer.parseInt(remembered);
      }
      int port = chooseOtherThan(ports);
      ports.setProperty(server, Integer.toString(port));
      write(ports);
      return port;
    } catch (IOException | NumberFormatException e) {
      throw new EmbeddedServerException(
          "No port could be chosen for the " + server + " with the help of " + file, e);
    }
  }

  private static int chooseOtherThan(Properties taken) throws IOException {
    int port;
    do {
      try (ServerSocket socket = new ServerSocket(0, 1, localhost())) {
        port = socket.getLocalPort();
      }
    } while (taken.containsValue(Integer.toString(port)));
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port whose last connections are still in TIME_WAIT is free for a server.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(localhost(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static InetAddress localhost() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private Properties read() throws IOException {
    Properties ports = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        ports.load(reader);
      }
    }
    return ports;
  }

  private void write(Properties ports) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(file)) {
      ports.store(writer, "Ports of the embedded servers");
    }
  }
}
