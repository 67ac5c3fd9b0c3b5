package dev.millrace.model.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a learned vocabulary as other tools read it. The same vocabulary gives the same bytes. */
public final class TokenizerWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TokenizerWriter() {}

  /**
   * Writes {@code tokenizer.json} and {@code tokenizer_config.json}.
   *
   * @param directory is created if it is missing
   * @throws TokenizerException if a file cannot be written
   */
  public static void write(BytePairVocabulary vocabulary, Path directory) {
    try {
      Files.createDirectories(directory);
      write(directory.resolve(TokenizerFiles.TOKENIZER), tokenizer(vocabulary));
      write(directory.resolve(TokenizerFiles.CONFIGURATION), configuration());
    } catch (IOException e) {
      throw new TokenizerException("Cannot write the tokenizer into " + directory, e);
    }
  }

  private static void write(Path file, ObjectNode content) throws IOException {
    Files.writeString(file, new ObjectMapper().writeValueAsString(content) + "\n");
  }

  private static ObjectNode tokenizer(BytePairVocabulary vocabulary) {
    ObjectNode root = JSON.objectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    root.set("added_tokens", addedTokens());
    root.putNull("normalizer");
    root.set("pre_tokenizer", byteLevel());
    root.putNull("post_processor");
    root.set("decoder", byteLevel());
    root.set("model", model(vocabulary));
    return root;
  }

  private static ArrayNode addedTokens() {
    ArrayNode added = JSON.arrayNode();
    List<String> special = BytePairVocabulary.SPECIAL;
    for (int id = 0; id < special.size(); id++) {
      ObjectNode token = added.addObject().put("id", id).put("content", special.get(id));
      token.put("single_word", false).put("lstrip", false).put("rstrip", false);
      token.put("normalized", false).put("special", true);
    }
    return added;
  }

  private static ObjectNode byteLevel() {
    ObjectNode step = JSON.objectNode().put("type", "ByteLevel").put("add_prefix_space", false);
    return step.put("trim_offsets", true).put("use_regex", true);
  }

  private static ObjectNode model(BytePairVocabulary vocabulary) {
    ObjectNode model = JSON.objectNode().put("type", "BPE").putNull("dropout");
    model.putNull("unk_token").putNull("continuing_subword_prefix");
    model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.tokens().size(); id++) {
      ids.put(vocabulary.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    vocabulary.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
    return model;
  }

  private static ObjectNode configuration() {
    List<String> special = BytePairVocabulary.SPECIAL;
    ObjectNode root = JSON.objectNode().put("pad_token", special.get(0));
    root.put("bos_token", special.get(1)).put("eos_token", special.get(2));
    root.put("clean_up_tokenization_spaces", false);
    return root.put("tokenizer_class", "PreTrainedTokenizerFast");
  }
}
