package dev.millrace.serving.language;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a model was taught to read histories; it must be asked in the same way.
 *
 * @param template text around a history
 * @param limits of a prompt
 * @param temperature τ of its probabilities
 */
record ReadingRules(PromptTemplate template, PromptLimits limits, double temperature) {

  private static final String PREFIX = "trainer.prompt.";

  /** Those of a checkpoint: its manifest repeats the trainer's configuration. */
  static ReadingRules of(RunRecord record, Path directory) throws IOException {
    Map<String, String> configuration = record.setup().configuration();
    boolean instruction =
        configuration.getOrDefault(PREFIX + "template", "compact").equals("instruction");
    return new ReadingRules(
        instruction ? PromptTemplate.instruction() : PromptTemplate.compact(),
        new PromptLimits(
            number(configuration, "maximum-items", 20),
            number(configuration, "maximum-tokens", 512)),
        temperature(directory.resolve(CheckpointLayout.STATE)));
  }

  PromptRenderer renderer(Tokenizer tokenizer) {
    return new PromptRenderer(template, tokenizer, limits);
  }

  private static int number(Map<String, String> configuration, String key, int otherwise) {
    String value = configuration.get(PREFIX + key);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          "The checkpoint's manifest does not say how histories are to be read: %s takes a number; found '%s'"
              .formatted(PREFIX + key, value));
    }
  }

  private static double temperature(Path state) throws IOException {
    return Files.exists(state)
        ? new JsonMapper().readTree(Files.readAllBytes(state)).path("temperature").asDouble(1)
        : 1;
  }
}
