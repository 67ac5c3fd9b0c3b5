package dev.millrace.model.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a model_type implies beyond its fields. */
enum Family {
  LLAMA("LlamaForCausalLM"),
  MISTRAL("MistralForCausalLM"),
  QWEN2("Qwen2ForCausalLM"),
  QWEN3("Qwen3ForCausalLM");

  private final String architecture;

  Family(String architecture) {
    this.architecture = architecture;
  }

  static Optional<Family> named(String modelType) {
    return Arrays.stream(values()).filter(f -> f.modelType().equals(modelType)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Family::modelType).toList();
  }

  String modelType() {
    return name().toLowerCase(Locale.ROOT);
  }

  String architecture() {
    return architecture;
  }

  /** Whether attention_bias decides on the biases of all four projections. */
  boolean biasIsConfigured() {
    return this == LLAMA || this == QWEN3;
  }

  boolean alwaysInputBias() {
    return this == QWEN2;
  }

  boolean queryKeyNorm() {
    return this == QWEN3;
  }

  /** Whether a sliding_window counts only with use_sliding_window, from max_window_layers on. */
  boolean windowIsSwitched() {
    return this == QWEN2 || this == QWEN3;
  }

  /** Whether the family knows sliding windows at all. */
  boolean hasWindow() {
    return this != LLAMA;
  }
}
