package dev.millrace.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard's file. */
record GrafanaDashboard(JsonNode root) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  /**
   * Where a panel is.
   *
   * @param x from the left, in columns of 24
   * @param y from the top
   */
  record Place(String title, int x, int y, int width, int height) {

    boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /**
   * One line of a panel.
   *
   * @param labels that its legend names
   */
  record Query(String panel, Expression expression, List<String> labels) {}

  static GrafanaDashboard read(Path file) {
    try {
      return new GrafanaDashboard(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> panels() {
    return nodes(root.get("panels")).toList();
  }

  /** Panels that are more than a heading. */
  List<JsonNode> charts() {
    return panels().stream().filter(panel -> !panel.get("type").asText().equals("row")).toList();
  }

  List<Place> places() {
    return panels().stream().map(GrafanaDashboard::place).toList();
  }

  static Place place(JsonNode panel) {
    JsonNode grid = panel.get("gridPos");
    return new Place(
        panel.get("title").asText(),
        grid.get("x").asInt(),
        grid.get("y").asInt(),
        grid.get("w").asInt(),
        grid.get("h").asInt());
  }

  /** Everything that is asked of Prometheus. */
  List<Query> queries() {
    Stream<Query> ofPanels =
        charts().stream().flatMap(panel -> nodes(panel.get("targets")).map(it -> query(panel, it)));
    Stream<Query> ofAnnotations =
        nodes(root.at("/annotations/list"))
            .map(
                it ->
                    new Query("annotations", Expression.parse(it.get("expr").asText()), List.of()));
    return Stream.concat(ofPanels, ofAnnotations).toList();
  }

  private static Query query(JsonNode panel, JsonNode target) {
    return new Query(
        panel.get("title").asText(),
        Expression.parse(target.get("expr").asText()),
        PLACEHOLDER
            .matcher(target.get("legendFormat").asText())
            .results()
            .map(it -> it.group(1))
            .toList());
  }

  List<String> variables() {
    return nodes(root.at("/templating/list")).map(it -> it.get("name").asText()).toList();
  }

  private static Stream<JsonNode> nodes(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
