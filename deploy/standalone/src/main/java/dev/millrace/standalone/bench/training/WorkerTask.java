package dev.millrace.standalone.bench.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.trainer.settings.OptimizationSettings;
import dev.millrace.trainer.settings.PromptSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a process of its own is to do, as it is told on its command line.
 *
 * @param dataset folder of the data
 * @param model directory with tokenizer and configuration
 * @param vocabulary token ids of the model
 * @param variant whose steps are taken, or null to load the library and nothing more
 * @param examples of a step
 * @param prompt how histories are read
 * @param optimization how steps are taken
 */
record WorkerTask(
    String dataset,
    String model,
    int vocabulary,
    @Nullable Variant variant,
    int examples,
    PromptSettings prompt,
    OptimizationSettings optimization) {

  WorkerTask with(@Nullable Variant other) {
    return new WorkerTask(dataset, model, vocabulary, other, examples, prompt, optimization);
  }

  String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A task cannot be written as JSON", e);
    }
  }

  static WorkerTask ofJson(String json) {
    try {
      return new ObjectMapper().readValue(json, WorkerTask.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This is no task: " + json, e);
    }
  }
}
