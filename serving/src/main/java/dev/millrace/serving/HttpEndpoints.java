package dev.millrace.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.http.AccessControl;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.serving.dashboard.Dashboard;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Health, metrics and single lists over HTTP. Answers are JSON; an error has a {@code message} for
 * people.
 */
final class HttpEndpoints implements AutoCloseable {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int MISDIRECTED = 421;
  private static final int UNAVAILABLE = 503;
  private static final long ANSWER_TIMEOUT_SECONDS = 5;

  private record NotLive(String status, String message) {}

  private record NotReady(String status, List<String> reasons) {}

  private final ServingView serving;
  private final ListSettings lists;
  private final HttpAddress address;
  private final AccessControl access;
  private final ObjectMapper json = new ObjectMapper();
  private final Javalin server;

  /**
   * @throws IllegalArgumentException if the files of TLS cannot be used
   */
  HttpEndpoints(ServingView serving, ServingSettings settings, Dashboard dashboard) {
    this.serving = serving;
    this.lists = settings.lists();
    this.address = settings.http();
    this.access = address.access();
    this.server = Javalin.create(config -> configure(config, dashboard));
  }

  private void configure(JavalinConfig config, Dashboard dashboard) {
    config.startup.showJavalinBanner = false;
    address.tls().ifPresent(tls -> secure(config, tls.context()));
    config.routes.before(this::admit);
    config.routes.get("/health/live", this::live);
    config.routes.get("/health/ready", this::ready);
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/recommendations/{userId}", this::recommendations);
    dashboard.configure(config);
  }

  void start() {
    server.start(address.host(), address.port());
  }

  /** The only connector: nothing listens without TLS beside it. */
  private void secure(JavalinConfig config, SSLContext context) {
    config.jetty.addConnector(
        (jetty, http) -> {
          SslContextFactory.Server tls = new SslContextFactory.Server();
          tls.setSslContext(context);
          ServerConnector connector =
              new ServerConnector(jetty, tls, new HttpConnectionFactory(http));
          connector.setHost(address.host());
          connector.setPort(address.port());
          return connector;
        });
  }

  private void admit(Context context) {
    if (!access.allows(context.path(), context.header("Authorization"))) {
      context.header(AccessControl.CHALLENGE_HEADER, AccessControl.CHALLENGE);
      error(context, AccessControl.UNAUTHORIZED, AccessControl.REFUSAL);
      context.skipRemainingHandlers();
    }
  }

  /** The port that is listened to. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void live(Context context) {
    if (serving.state() instanceof ServingState.Failed failed) {
      answer(context, UNAVAILABLE, new NotLive("failed", failed.cause().toString()));
    } else {
      answer(context, OK, Map.of("status", "live"));
    }
  }

  private void ready(Context context) {
    List<String> reasons = serving.notReady();
    if (reasons.isEmpty()) {
      answer(context, OK, Map.of("status", "ready"));
    } else {
      answer(context, UNAVAILABLE, new NotReady("not ready", reasons));
    }
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(serving.metrics());
  }

  private void recommendations(Context context) {
    String wanted = context.queryParam("k");
    int k = wanted == null ? lists.k() : parse(wanted);
    if (k < 1 || k > ListSettings.MAX_K) {
      error(
          context,
          BAD_REQUEST,
          "k is a number from 1 to %d, but was '%s'".formatted(ListSettings.MAX_K, wanted));
    } else if (!serving.notReady().isEmpty()) {
      ready(context);
    } else {
      list(context, k);
    }
  }

  private void list(Context context, int k) {
    try {
      QueryAnswer answer =
          serving.ask(context.pathParam("userId"), k).get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (answer instanceof QueryAnswer.Found found) {
        answer(context, OK, ListAnswer.of(found));
      } else if (answer instanceof QueryAnswer.Elsewhere elsewhere) {
        error(context, MISDIRECTED, misdirected(elsewhere));
      }
    } catch (TimeoutException | ExecutionException tooBusy) {
      error(context, UNAVAILABLE, "No list could be made in time: " + tooBusy);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  private static String misdirected(QueryAnswer.Elsewhere elsewhere) {
    return "The user is in partition %d, which another process serves; served here: %s"
        .formatted(elsewhere.partition(), elsewhere.servedHere());
  }

  /** The number, or 0 (which is out of range) when the text is none. */
  private static int parse(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private void error(Context context, int status, String message) {
    answer(context, status, Map.of("message", message));
  }

  private void answer(Context context, int status, Object body) {
    try {
      context.status(status).contentType("application/json").result(json.writeValueAsString(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An answer could not be written as JSON", impossible);
    }
  }
}
