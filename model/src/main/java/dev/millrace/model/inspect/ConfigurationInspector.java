package dev.millrace.model.inspect;

import dev.millrace.model.config.ConfigException;
import dev.millrace.model.config.ConfigFields;
import dev.millrace.model.llm.DecoderConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks config.json, and what generation_config.json says of the same things. */
final class ConfigurationInspector {

  private static final String CONFIGURATION = "configuration";
  private static final String GENERATION_FILE = "generation_config.json";

  /** Element types as config.json names them. */
  private static final Map<String, String> TYPES =
      Map.of("float32", "F32", "float16", "F16", "bfloat16", "BF16");

  private final Path directory;
  private final Findings findings;

  ConfigurationInspector(Path directory, Findings findings) {
    this.directory = directory;
    this.findings = findings;
  }

  /** The configuration, or null if it cannot be read. */
  @Nullable DecoderConfig inspect() {
    DecoderConfig config = findings.read(CONFIGURATION, () -> DecoderConfig.read(directory));
    if (config != null) {
      findings.ok(CONFIGURATION, DecoderConfig.FILE + ": every field is understood");
      checkTokens(config);
      checkGeneration(config);
    }
    return config;
  }

  private void checkTokens(DecoderConfig config) {
    List<Integer> strangers =
        Stream.of(
                config.tokens().beginning().stream(),
                config.tokens().end().stream().mapToInt(Integer::intValue),
                config.tokens().padding().stream())
            .flatMap(IntStream::boxed)
            .filter(id -> id >= config.vocabularySize())
            .toList();
    if (!strangers.isEmpty()) {
      findings.problem(
          CONFIGURATION,
          "special tokens %s lie outside the vocabulary of %d"
              .formatted(strangers, config.vocabularySize()));
    }
  }

  /** Millrace itself does not read it, so whatever it says is at most a note. */
  private void checkGeneration(DecoderConfig config) {
    Path file = directory.resolve(GENERATION_FILE);
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<Integer> ends = ConfigFields.read(file).integers("eos_token_id");
      if (!ends.isEmpty() && !new HashSet<>(ends).equals(new HashSet<>(config.tokens().end()))) {
        findings.note(
            CONFIGURATION,
            "%s names %s as eos, config.json %s"
                .formatted(GENERATION_FILE, ends, config.tokens().end()));
      }
    } catch (ConfigException e) {
      findings.note(CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }

  /** Notes that the weights are stored in another element type than the configuration says. */
  void compareType(StoredWeights weights) {
    ConfigFields fields = ConfigFields.read(directory.resolve(DecoderConfig.FILE));
    String stated = fields.text("dtype", fields.text("torch_dtype", ""));
    String type = TYPES.get(stated);
    if (type != null && weights.types().keySet().stream().noneMatch(t -> t.name().equals(type))) {
      findings.note(
          CONFIGURATION,
          "config.json says %s, but the weights are %s"
              .formatted(stated, weights.types().keySet()));
    }
  }
}
