package dev.millrace.standalone.cli;

import dev.millrace.contract.http.TrustedAuthorities;
import dev.millrace.standalone.doctor.Causes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks an application how it is: the health check of containers, which hold no other client. */
@Command(
    name = "health",
    description =
        "Ask a running application how it is; exit code 1 unless it says that it is well.")
final class HealthCommand implements Callable<Integer> {

  private static final int OK = 200;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Its endpoint, for instance http://127.0.0.1:8082/health/ready.")
  private URI url = URI.create("");

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) of the authorities to trust in place of Java's, for https.")
  private @Nullable Path authorities;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long to wait for the answer; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    HttpRequest request = UsageException.unlessAccepted(this::request);
    HttpClient client = UsageException.unlessAccepted(this::client);
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      spec.commandLine().getOut().println(answer.statusCode() + " " + answer.body().strip());
      return answer.statusCode() == OK ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("millrace: no answer from %s: %s".formatted(url, Causes.of(e)));
      return 1;
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(timeoutSeconds)).build();
  }

  private HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(timeoutSeconds));
    if (authorities != null) {
      builder.sslContext(new TrustedAuthorities(authorities).context());
    }
    return builder.build();
  }
}
