package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.BenchmarkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks serving how many checkpoints it has taken over. */
final class SwapCounter {

  private static final Pattern SWAPS =
      Pattern.compile("(?m)^millrace_serving_refinement_swaps_total(?:\\{.*})? ([0-9.E]+)$");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI metrics;

  /**
   * @param serving where it answers
   */
  SwapCounter(URI serving) {
    this.metrics = serving.resolve("/metrics");
  }

  long swaps() {
    try {
      String body =
          client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      Matcher matcher = SWAPS.matcher(body);
      return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : 0;
    } catch (IOException e) {
      throw new BenchmarkException("Serving does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while asking serving", e);
    }
  }
}
