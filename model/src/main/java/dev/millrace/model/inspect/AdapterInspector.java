package dev.millrace.model.inspect;

import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.weights.SafetensorsFile;
import dev.millrace.model.weights.WeightSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Checks a low-rank adapter in PEFT's layout. */
final class AdapterInspector {

  private static final String ADAPTER = "adapter";

  private final Path directory;
  private final Findings findings;
  private final InspectionProgress progress;

  AdapterInspector(Path directory, Findings findings, InspectionProgress progress) {
    this.directory = directory;
    this.findings = findings;
    this.progress = progress;
  }

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(LoraConfig.FILE));
  }

  /** What it is, or null if its configuration cannot be read. */
  @Nullable LoraConfig config() {
    LoraConfig config = findings.read(ADAPTER, () -> LoraConfig.read(directory));
    if (config != null) {
      findings.ok(ADAPTER, LoraConfig.FILE + ": every field is understood");
    }
    return config;
  }

  /**
   * Its weights.
   *
   * @param base the decoder that it is for; without it, only the files themselves are checked
   */
  @Nullable StoredWeights weights(LoraConfig config, @Nullable DecoderConfig base) {
    WeightSource opened =
        findings.read(ADAPTER, () -> SafetensorsFile.open(directory.resolve(LoraAdapter.FILE)));
    if (opened == null) {
      return null;
    }
    try (WeightSource source = opened) {
      if (base == null) {
        findings.note(ADAPTER, "names and shapes are not compared: pass --base DIR, its decoder");
        return new WeightInspector(source, findings, progress).inspect(null);
      }
      SortedMap<String, List<Long>> shapes =
          findings.read(ADAPTER, () -> config.weightShapes(base));
      return new WeightInspector(source, findings, progress).inspect(shapes);
    }
  }
}
