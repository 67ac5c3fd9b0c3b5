package dev.millrace.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The program that trained.
 *
 * @param gitCommit what it was built from, {@code -dirty} behind it when the sources had changes;
 *     or unknown
 * @param libraries versions by name
 */
public record Build(String gitCommit, SortedMap<String, String> libraries) {

  private static final String RESOURCE = "/millrace-checkpoint-build.properties";
  private static final String COMMIT = "commit";

  /** Copies the versions. */
  public Build {
    libraries = Collections.unmodifiableSortedMap(new TreeMap<>(libraries));
  }

  /** This program, as its build wrote it down. */
  public static Build current() {
    Properties written = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(Build.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      written.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SortedMap<String, String> libraries = new TreeMap<>();
    written.stringPropertyNames().stream()
        .filter(name -> !name.equals(COMMIT))
        .forEach(name -> libraries.put(name, written.getProperty(name)));
    libraries.put("java", Runtime.version().toString());
    return new Build(written.getProperty(COMMIT, "unknown"), libraries);
  }
}
