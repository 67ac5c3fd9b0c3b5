package dev.millrace.model.lora;

import dev.millrace.model.llm.DecoderConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * What an adapter looks like.
 *
 * @param rank r, the width of the bottleneck
 * @param alpha numerator of the scale
 * @param dropout share of the inputs that training leaves out
 * @param rankStabilized whether the scale is alpha/√r in place of alpha/r
 * @param targets the layers that it adds to
 */
public record LoraConfig(
    int rank, double alpha, double dropout, boolean rankStabilized, LoraTargets targets) {

  /** Name of the file in an adapter's directory. */
  public static final String FILE = "adapter_config.json";

  /** Refuses ranks below 1, scales that are not positive and dropout outside [0, 1). */
  public LoraConfig {
    if (rank < 1 || !(alpha > 0) || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "The rank is at least 1, alpha above 0 and dropout from 0 to below 1, but they were %d, %s and %s"
              .formatted(rank, alpha, dropout));
    }
  }

  /** Factor on what the two matrices give. */
  public double scale() {
    return rankStabilized ? alpha / Math.sqrt(rank) : alpha / rank;
  }

  /**
   * Shape by PEFT's name, of all matrices that such an adapter of a decoder has.
   *
   * @throws dev.millrace.model.config.ConfigException if no layer of the decoder is a target
   */
  public SortedMap<String, List<Long>> weightShapes(DecoderConfig base) {
    return LoraLayout.of(this, base).shapes();
  }

  /**
   * Reads adapter_config.json as PEFT writes it.
   *
   * @throws dev.millrace.model.config.ConfigException naming every field that is damaged or not
   *     supported
   */
  public static LoraConfig read(Path directory) {
    return LoraConfigFile.read(directory.resolve(FILE));
  }

  /** Writes adapter_config.json as PEFT reads it; the directory exists. */
  public void write(Path directory) {
    LoraConfigFile.write(this, directory.resolve(FILE));
  }
}
