package dev.millrace.model.lora;

import dev.millrace.model.config.ConfigException;
import dev.millrace.model.llm.DecoderConfig;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names and shapes of an adapter's matrices.
 *
 * @param layers the linear layers that it adds to
 * @param shapes [r, in] and [out, r] by PEFT's names
 */
record LoraLayout(List<String> layers, SortedMap<String, List<Long>> shapes) {

  private static final String LINEAR = "_proj.weight";
  private static final String WEIGHT = ".weight";
  private static final String PREFIX = "base_model.model.";

  static LoraLayout of(LoraConfig config, DecoderConfig base) {
    SortedMap<String, List<Long>> weights = base.weightShapes();
    List<String> linear =
        weights.keySet().stream()
            .filter(name -> name.endsWith(LINEAR))
            .map(name -> name.substring(0, name.length() - WEIGHT.length()))
            .toList();
    List<String> targets = linear.stream().filter(config.targets()::matches).toList();
    if (targets.isEmpty()) {
      throw new ConfigException(
          "target_modules %s name no layer of the decoder; there are %s"
              .formatted(config.targets(), linear));
    }
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    for (String layer : targets) {
      List<Long> shape = Objects.requireNonNull(weights.get(weight(layer)));
      shapes.put(down(layer), List.of((long) config.rank(), shape.get(1)));
      shapes.put(up(layer), List.of(shape.get(0), (long) config.rank()));
    }
    return new LoraLayout(targets, shapes);
  }

  static String weight(String layer) {
    return layer + WEIGHT;
  }

  static String down(String layer) {
    return PREFIX + layer + ".lora_A.weight";
  }

  static String up(String layer) {
    return PREFIX + layer + ".lora_B.weight";
  }
}
