package dev.millrace.standalone.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Where an application is to answer over HTTP.
 *
 * @param key of the configuration, for instance {@code serving.http}
 * @param host address to bind
 * @param port 0 takes any
 */
public record PortExamination(String key, String host, int port) implements Examination {

  @Override
  public List<Finding> findings() {
    String subject = "port of " + key;
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return List.of(
          Finding.ok(
              subject,
              port == 0
                  ? "any free one of %s, as configured".formatted(host)
                  : "%s:%d is free".formatted(host, socket.getLocalPort())));
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              subject,
              "%s:%d cannot be listened to: %s".formatted(host, port, e.getMessage()),
              "nothing, if it is this application that runs already; else set %s.port"
                  .formatted(key)));
    }
  }
}
