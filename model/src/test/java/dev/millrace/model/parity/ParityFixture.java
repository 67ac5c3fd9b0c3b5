package dev.millrace.model.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A tiny model and what the reference implementation computes with it. */
public record ParityFixture(Path directory, JsonNode expected) {

  private static final JsonMapper JSON = new JsonMapper();

  /** All fixtures; none where they are not checked out, for then the tests are skipped. */
  public static List<ParityFixture> all() {
    return root().stream().flatMap(ParityFixture::inside).toList();
  }

  /** Where fixtures were looked for, for the message of a skipped test. */
  public static List<Path> places() {
    String configured = System.getenv("MILLRACE_PARITY");
    return configured != null
        ? List.of(Path.of(configured))
        : Stream.of("../shared/parity", "../../shared/parity", "../../../shared/parity")
            .map(Path::of)
            .toList();
  }

  private static Optional<Path> root() {
    return places().stream().filter(Files::isDirectory).findFirst();
  }

  private static Stream<ParityFixture> inside(Path root) {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("expected.json")))
          .sorted()
          .map(entry -> new ParityFixture(entry, read(entry.resolve("expected.json"))))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token sequences. */
  public List<int[]> rows() {
    List<int[]> rows = new ArrayList<>();
    expected.get("rows").forEach(row -> rows.add(integers(row)));
    return rows;
  }

  /** The adapter's directory. */
  public Path adapter() {
    return directory.resolve("adapter");
  }

  /** Numbers of a list. */
  public static int[] integers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }

  /** The data of {shape, data}. */
  public static float[] floats(JsonNode tensor) {
    JsonNode data = tensor.get("data");
    float[] values = new float[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).floatValue();
    }
    return values;
  }

  @Override
  public String toString() {
    return directory.getFileName().toString();
  }
}
