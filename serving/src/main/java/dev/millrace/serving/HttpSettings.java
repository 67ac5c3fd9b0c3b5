package dev.millrace.serving;

/**
 * Where the HTTP endpoints listen.
 *
 * @param host address to bind; only this machine can reach the default
 * @param port from 0 to 65535; 0 takes a free one
 */
public record HttpSettings(String host, int port) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public HttpSettings {
    Check.that(!host.isBlank(), "http.host", "not blank", "'" + host + "'");
    Check.that(port >= 0 && port <= 65_535, "http.port", "from 0 to 65535", port);
  }

  /** 127.0.0.1:8080. */
  public static HttpSettings defaults() {
    return new HttpSettings("127.0.0.1", 8080);
  }
}
