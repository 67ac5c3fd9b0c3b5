package dev.millrace.contract.http;

import java.util.Optional;

/**
 * Where and to whom a process answers over HTTP.
 *
 * @param host address to bind
 * @param port from 0 to 65535; 0 takes a free one
 * @param token whoever shows it is answered; empty for everybody who can connect. Health is told to
 *     all
 * @param tls key and certificate; empty for plain HTTP
 */
public record HttpAddress(
    String host, int port, Optional<String> token, Optional<TlsIdentity> tls) {

  /** Refuses a blank host or token, and ports out of range. */
  public HttpAddress {
    if (host.isBlank() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "host is not blank and port from 0 to 65535, but they were '%s' and %d"
              .formatted(host, port));
    }
    if (token.isPresent() && token.get().isBlank()) {
      throw new IllegalArgumentException("token is blank; leave it out to answer everybody");
    }
  }

  /** Plain HTTP for everybody who can connect. */
  public HttpAddress(String host, int port) {
    this(host, port, Optional.empty(), Optional.empty());
  }

  /** The same on a free port. */
  public HttpAddress onAnyPort() {
    return new HttpAddress(host, 0, token, tls);
  }

  /**
   * How it is reached.
   *
   * @param listening the port that was bound
   */
  public String url(int listening) {
    return "%s://%s:%d".formatted(tls.isPresent() ? "https" : "http", host, listening);
  }

  /** Who is answered. */
  public AccessControl access() {
    return new AccessControl(token);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return url(port);
  }
}
