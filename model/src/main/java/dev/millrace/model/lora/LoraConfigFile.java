package dev.millrace.model.lora;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.config.ConfigException;
import dev.millrace.model.config.ConfigFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** adapter_config.json in PEFT's layout. */
final class LoraConfigFile {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAXIMUM_RANK = 1 << 16;

  /** They name the origin or the way the matrices were first filled. */
  private static final Set<String> HARMLESS =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "inference_mode",
          "init_lora_weights",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "revision");

  private LoraConfigFile() {}

  static LoraConfig read(Path file) {
    ConfigFields fields = ConfigFields.read(file);
    fields.harmless(HARMLESS);
    fields.only("peft_type", "LORA");
    fields.only("task_type", "CAUSAL_LM");
    fields.only("bias", "none");
    try {
      LoraConfig config =
          new LoraConfig(
              fields.integer("r", 1, MAXIMUM_RANK),
              fields.number("lora_alpha"),
              fields.number("lora_dropout", 0, 1, 0),
              fields.flag("use_rslora", false),
              targets(fields));
      fields.refuseUnknown();
      fields.failOnProblems(file);
      return config;
    } catch (IllegalArgumentException e) {
      fields.problem(String.valueOf(e.getMessage()));
      fields.failOnProblems(file);
      throw e;
    }
  }

  private static LoraTargets targets(ConfigFields fields) {
    return fields.isText("target_modules")
        ? new LoraTargets.Matching(fields.text("target_modules", ""))
        : new LoraTargets.Names(fields.texts("target_modules"));
  }

  static void write(LoraConfig config, Path file) {
    ObjectNode root = JSON.createObjectNode();
    root.put("peft_type", "LORA");
    root.put("task_type", "CAUSAL_LM");
    root.putNull("base_model_name_or_path");
    root.put("r", config.rank());
    root.put("lora_alpha", config.alpha());
    root.put("lora_dropout", config.dropout());
    root.put("use_rslora", config.rankStabilized());
    root.put("bias", "none");
    root.put("fan_in_fan_out", false);
    root.put("inference_mode", true);
    if (config.targets() instanceof LoraTargets.Names names) {
      names.names().forEach(root.putArray("target_modules")::add);
    } else if (config.targets() instanceof LoraTargets.Matching matching) {
      root.put("target_modules", matching.expression());
    }
    try {
      Files.writeString(file, root.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new ConfigException("%s: cannot be written".formatted(file), e);
    }
  }
}
