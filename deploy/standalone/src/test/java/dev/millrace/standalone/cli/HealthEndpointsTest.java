package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.http.HttpAddress;
import dev.millrace.contract.http.TlsIdentity;
import dev.millrace.standalone.testsupport.KeyMaterial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints of streams and trainer, asked by a real client. */
class HealthEndpointsTest {

  private static final String TOKEN = "a-token-of-this-test";

  private record Working() implements HealthEndpoints.Subject {
    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public String status() {
      return "starting";
    }

    @Override
    public String metrics() {
      return "a_metric 1\n";
    }
  }

  @Test
  void shouldAnswerEverybodyWhoConnectsWhereNoTokenIsSet() throws Exception {
    try (HealthEndpoints endpoints = start(new HttpAddress("127.0.0.1", 0))) {
      HttpClient client = HttpClient.newHttpClient();

      assertThat(endpoints.url()).startsWith("http://127.0.0.1:");
      assertThat(get(client, endpoints, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(client, endpoints, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(get(client, endpoints, "/metrics").body()).isEqualTo("a_metric 1\n");
    }
  }

  @Test
  void shouldTellHealthToAllAndTheRestToWhoShowsTheToken() throws Exception {
    HttpAddress address = new HttpAddress("127.0.0.1", 0, Optional.of(TOKEN), Optional.empty());
    try (HealthEndpoints endpoints = start(address)) {
      HttpClient client = HttpClient.newHttpClient();

      assertThat(get(client, endpoints, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = get(client, endpoints, "/metrics");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("Authorization: Bearer").doesNotContain("a_metric");
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(challenge -> assertThat(challenge).contains("Bearer"));
      for (String wrong :
          List.of("Bearer another", "Bearer " + TOKEN + "x", TOKEN, "Basic !", "Bearer ")) {
        assertThat(get(client, endpoints, "/metrics", "Authorization", wrong).statusCode())
            .as(wrong)
            .isEqualTo(401);
      }
      for (String right : List.of("Bearer " + TOKEN, "Basic " + base64("anna:" + TOKEN))) {
        assertThat(get(client, endpoints, "/metrics", "Authorization", right).body())
            .as(right)
            .isEqualTo("a_metric 1\n");
      }
    }
  }

  @Test
  void shouldSpeakTlsWithPemFilesOrAKeystore(@TempDir Path folder) throws Exception {
    KeyMaterial keys = KeyMaterial.make(folder);
    HttpClient client = HttpClient.newBuilder().sslContext(keys.trusting()).build();
    for (TlsIdentity identity : List.of(keys.identity(), keystore(keys, keys.password()))) {
      try (HealthEndpoints endpoints = start(secured(identity))) {
        assertThat(endpoints.url()).startsWith("https://127.0.0.1:");
        assertThat(get(client, endpoints, "/metrics").body()).isEqualTo("a_metric 1\n");
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), endpoints, "/metrics"))
            .isInstanceOf(SSLHandshakeException.class);
        URI plain = URI.create("http://127.0.0.1:" + endpoints.port() + "/metrics");
        assertThatThrownBy(
                () -> client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void shouldSayWhichFilesCannotBeUsed(@TempDir Path folder) throws IOException {
    KeyMaterial keys = KeyMaterial.make(folder);

    assertThatThrownBy(() -> start(secured(keystore(keys, "wrong"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("some.http: TLS cannot be set up from " + keys.keystore())
        .hasMessageNotContaining("wrong");
    TlsIdentity swapped =
        new TlsIdentity(
            Optional.of(keys.key()),
            Optional.of(keys.certificate()),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> start(secured(swapped)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("some.http: TLS cannot be set up from " + keys.key() + " and ");
    assertThatThrownBy(
            () ->
                new TlsIdentity(
                    Optional.of(keys.certificate()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessageContaining("tls takes certificate and key");
  }

  private static HealthEndpoints start(HttpAddress address) {
    return HealthEndpoints.start(new Working(), "some.http", address);
  }

  private static HttpAddress secured(TlsIdentity identity) {
    return new HttpAddress("127.0.0.1", 0, Optional.empty(), Optional.of(identity));
  }

  private static TlsIdentity keystore(KeyMaterial keys, String password) {
    return new TlsIdentity(
        Optional.empty(), Optional.empty(), Optional.of(keys.keystore()), Optional.of(password));
  }

  private static HttpResponse<String> get(
      HttpClient client, HealthEndpoints endpoints, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoints.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
