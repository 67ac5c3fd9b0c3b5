package dev.millrace.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schema files of this module: the current ones, and every version that was ever released. */
public final class SchemaFiles {

  private static final Path CURRENT = Path.of("src", "main", "avro");
  private static final Path HISTORY = Path.of("history");
  private static final String EXTENSION = ".avsc";

  private SchemaFiles() {}

  /** Names of the current schemas, which are the names of their records. */
  public static List<String> names() {
    return list(CURRENT).map(SchemaFiles::baseName).sorted().toList();
  }

  /** The schema as it is now. */
  public static Schema current(String name) {
    return parse(CURRENT.resolve(name + EXTENSION));
  }

  /** The released versions of a schema, oldest first; files are named v1, v2 and so on. */
  public static List<Schema> released(String name) {
    return list(HISTORY.resolve(name))
        .sorted(Comparator.comparingInt(SchemaFiles::version))
        .map(SchemaFiles::parse)
        .toList();
  }

  /** Names of the schemas that have released versions. */
  public static List<String> releasedNames() {
    try (Stream<Path> folders = Files.list(HISTORY)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int version(Path file) {
    return Integer.parseInt(baseName(file).substring(1));
  }

  private static String baseName(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - EXTENSION.length());
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(EXTENSION)).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
