package dev.millrace.model.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that look like weights and are not read. */
final class StrayFiles {

  private static final Pattern WEIGHTS = Pattern.compile(".+\\.(safetensors|bin|pt|pth|gguf)");

  private final Path directory;
  private final Findings findings;

  StrayFiles(Path directory, Findings findings) {
    this.directory = directory;
    this.findings = findings;
  }

  /** Notes all that are not among the files that were read. */
  void check(List<String> read) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> strays =
          entries
              .map(entry -> String.valueOf(entry.getFileName()))
              .filter(name -> WEIGHTS.matcher(name).matches() && !read.contains(name))
              .sorted()
              .toList();
      if (!strays.isEmpty()) {
        findings.note("files", "not read, and not part of the model: " + strays);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
