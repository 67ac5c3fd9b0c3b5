package dev.millrace.model.init;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.tokenizer.SpecialTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** generation_config.json: how other tools are to generate; Millrace itself does not read it. */
final class GenerationConfig {

  private static final String FILE = "generation_config.json";

  private GenerationConfig() {}

  static void write(SpecialTokens special, Path directory) throws IOException {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.put("bos_token_id", special.beginning()).put("eos_token_id", special.end());
    root.put("pad_token_id", special.padding()).put("do_sample", false);
    Files.writeString(directory.resolve(FILE), root.toPrettyString() + "\n");
  }
}
