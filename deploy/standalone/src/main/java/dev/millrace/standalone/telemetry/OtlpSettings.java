package dev.millrace.standalone.telemetry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a collector is reached, by OpenTelemetry's protocol over HTTP.
 *
 * @param endpoint base address, to which {@value #TRACES} is appended; blank = spans are not sent
 * @param headers sent with every request, secrets among them
 * @param caCertificate PEM file with what the collector is trusted by; empty for the JDK's
 */
public record OtlpSettings(
    String endpoint, Map<String, String> headers, Optional<Path> caCertificate) {

  private static final String TRACES = "/v1/traces";

  /**
   * @throws IllegalArgumentException if the endpoint or a header cannot be used
   */
  public OtlpSettings {
    headers = Map.copyOf(headers);
    if (!endpoint.isBlank()) {
      checkEndpoint(endpoint);
    }
    headers.forEach(OtlpSettings::checkHeader);
  }

  /** Nothing is sent. */
  public static OtlpSettings off() {
    return new OtlpSettings("", Map.of(), Optional.empty());
  }

  /** Whether spans are sent. */
  public boolean isOn() {
    return !endpoint.isBlank();
  }

  /** Where spans are sent. */
  String tracesUrl() {
    return (endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint)
        + TRACES;
  }

  private static void checkEndpoint(String endpoint) {
    if (!isBaseAddress(endpoint)) {
      throw new IllegalArgumentException(
          "endpoint is not the base address of a collector's OTLP/HTTP receiver, like"
              + " http://collector:4318 (https too; no user, no query, "
              + TRACES
              + " is appended)");
    }
  }

  private static boolean isBaseAddress(String endpoint) {
    try {
      URI address = new URI(endpoint);
      boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return isHttp
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && address.getFragment() == null
          && !endpoint.contains(TRACES);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What the JDK's client would refuse later, naming the value, which is secret. */
  private static void checkHeader(String name, String value) {
    try {
      HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "headers.%s: HTTP has no such header, or its value is no single line of text"
              .formatted(name));
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return endpoint;
  }
}
