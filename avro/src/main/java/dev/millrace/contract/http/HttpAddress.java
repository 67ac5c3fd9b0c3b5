package dev.millrace.contract.http;

/**
 * Where a process answers health and metrics over HTTP.
 *
 * @param host address to bind
 * @param port from 0 to 65535; 0 takes a free one
 */
public record HttpAddress(String host, int port) {

  /** Refuses a blank host and ports out of range. */
  public HttpAddress {
    if (host.isBlank() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "host is not blank and port from 0 to 65535, but they were '%s' and %d"
              .formatted(host, port));
    }
  }
}
