package dev.millrace.serving.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.Topics;
import dev.millrace.contract.freshness.Freshness;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The live page. Everything that it needs comes from this process: a browser without a network
 * shows it as well. Until somebody opens it, nothing is read for it.
 */
public final class Dashboard implements AutoCloseable {

  private static final String FILES = "/dashboard";

  /** No script, style or picture from elsewhere, even if a title should contain one. */
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

  private final DashboardFeed feed;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What the page is about.
   *
   * @param topics of the pipeline
   * @param groups how the names of its consumer groups begin
   * @param freshness of the stages that this process sees; asked from any thread
   */
  public record Subject(Topics topics, String groups, Supplier<List<Freshness>> freshness) {}

  /**
   * @param consumer properties of a consumer outside any group
   * @param admin properties of an admin client
   */
  public Dashboard(Subject subject, Map<String, Object> consumer, Map<String, Object> admin) {
    this.feed = new DashboardFeed(subject, consumer, admin);
  }

  /** Serves the page's files and what they ask for. */
  public void configure(JavalinConfig config) {
    config.staticFiles.add(
        files -> {
          files.directory = FILES;
          files.location = Location.CLASSPATH;
          files.headers =
              Map.of(
                  "Content-Security-Policy", POLICY,
                  "X-Content-Type-Options", "nosniff",
                  "Cache-Control", "no-cache");
        });
    config.staticFiles.enableWebjars();
    config.routes.get("/api/pipeline", context -> answer(context, feed.pipeline()));
    config.routes.get("/api/freshness", context -> answer(context, feed.freshness()));
    config.routes.get("/api/quality", context -> answer(context, feed.quality()));
  }

  private void answer(Context context, Object body) {
    try {
      context.contentType("application/json").result(json.writeValueAsString(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An answer could not be written as JSON", impossible);
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
