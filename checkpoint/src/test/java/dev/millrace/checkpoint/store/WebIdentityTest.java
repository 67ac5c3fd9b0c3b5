package dev.millrace.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

/** What a pod has instead of keys: a token in a file, and a role that it is exchanged for. */
class WebIdentityTest {

  private static final String ENDPOINT = "aws.endpointUrlSts";
  private static final String REGION = "aws.region";
  private static final String ANSWER =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>temporary</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>session</SessionToken>
            <Expiration>2999-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer sts;

  @BeforeEach
  void startTokenService() throws IOException {
    sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext(
        "/",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    sts.start();
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + sts.getAddress().getPort());
    System.setProperty(REGION, "eu-central-1");
  }

  @AfterEach
  void stopTokenService() {
    System.clearProperty(ENDPOINT);
    System.clearProperty(REGION);
    sts.stop(0);
  }

  @Test
  void shouldBeExchangedForCredentials(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "of-the-pod");

    try (WebIdentityTokenFileCredentialsProvider provider =
        WebIdentityTokenFileCredentialsProvider.builder()
            .roleArn("arn:aws:iam::123456789012:role/checkpoints")
            .webIdentityTokenFile(token)
            .build()) {
      AwsCredentials credentials = provider.resolveCredentials();

      assertThat(credentials.accessKeyId()).isEqualTo("temporary");
      assertThat(credentials.secretAccessKey()).isEqualTo("secret");
    }
    assertThat(asked).singleElement().asString().contains("WebIdentityToken=of-the-pod");
  }
}
