package dev.millrace.model.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps what people have: nothing is replaced unasked, and nothing but a model ever. */
final class OutputCheck {

  private static final Pattern OF_A_MODEL =
      Pattern.compile(
          "(config|generation_config|tokenizer|tokenizer_config|special_tokens_map"
              + "|model\\.safetensors\\.index)\\.json|.+\\.safetensors");

  private OutputCheck() {}

  /**
   * @throws InitializationException if something is there that must stay
   */
  static void requireFree(Path directory, boolean replace) {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new InitializationException(
          "%s is no directory; a model is a directory of files".formatted(directory));
    }
    List<Path> there = entries(directory);
    if (!there.isEmpty() && !replace) {
      throw new InitializationException(
          "%s is not empty; choose another directory, or replace its model with --force"
              .formatted(directory));
    }
    there.stream()
        .filter(path -> !isOfAModel(path))
        .findFirst()
        .ifPresent(
            stranger -> {
              throw new InitializationException(
                  "%s holds %s, which is no file of a model: it is not replaced"
                      .formatted(directory, stranger.getFileName()));
            });
  }

  private static boolean isOfAModel(Path path) {
    return Files.isRegularFile(path)
        && OF_A_MODEL.matcher(String.valueOf(path.getFileName())).matches();
  }

  private static List<Path> entries(Path directory) {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new InitializationException("%s cannot be read".formatted(directory), e);
    }
  }
}
