package dev.millrace.model.tokenizer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What our side needs to know of {@code tokenizer.json} and {@code tokenizer_config.json}. */
final class TokenizerFiles {

  static final String TOKENIZER = "tokenizer.json";
  static final String CONFIGURATION = "tokenizer_config.json";

  /** Far above the largest vocabularies in use; what is larger is damaged or hostile. */
  static final int LARGEST_ID = 4_000_000;

  private final Path directory;
  private final JsonNode configuration;
  private final Map<String, Integer> addedIds = new HashMap<>();
  private final List<String> specialTexts = new ArrayList<>();
  private int largestId = -1;

  TokenizerFiles(Path directory) {
    this.directory = directory;
    JsonNode tokenizer = read(directory.resolve(TOKENIZER));
    this.configuration = read(directory.resolve(CONFIGURATION));
    readVocabulary(tokenizer.path("model").path("vocab"));
    tokenizer.path("added_tokens").forEach(this::readAddedToken);
  }

  /** The spellings of the special tokens. */
  List<String> specialTexts() {
    return List.copyOf(specialTexts);
  }

  int vocabularySize() {
    return largestId + 1;
  }

  SpecialTokens special() {
    int end =
        find("eos_token")
            .orElseThrow(
                () ->
                    new TokenizerException(
                        directory.resolve(CONFIGURATION)
                            + ": eos_token is missing; every item ends with it"));
    int beginning = find("bos_token").orElse(SpecialTokens.NONE);
    return new SpecialTokens(beginning, end, find("pad_token").orElse(end));
  }

  private void readVocabulary(JsonNode vocabulary) {
    if (vocabulary.isEmpty()) {
      throw new TokenizerException(
          directory.resolve(TOKENIZER) + ": model.vocab is missing or empty");
    }
    if (vocabulary.isArray()) {
      largestId = vocabulary.size() - 1;
    }
    vocabulary.properties().forEach(token -> readId(token.getKey(), token.getValue()));
  }

  private void readAddedToken(JsonNode token) {
    String text = token.path("content").asText();
    addedIds.put(text, readId(text, token.path("id")));
    if (token.path("special").asBoolean()) {
      specialTexts.add(text);
    }
  }

  private int readId(String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0 || id.intValue() > LARGEST_ID) {
      throw new TokenizerException(
          "%s: the id of token \"%s\" must be a number from 0 to %d, found %s"
              .formatted(directory.resolve(TOKENIZER), token, LARGEST_ID, id));
    }
    largestId = Math.max(largestId, id.intValue());
    return id.intValue();
  }

  /** A token is named by its text, or by an object that has it as content. */
  private OptionalInt find(String key) {
    JsonNode node = configuration.path(key);
    String text = node.isObject() ? node.path("content").asText() : node.asText();
    if (node.isMissingNode() || node.isNull()) {
      return OptionalInt.empty();
    }
    Integer id = addedIds.get(text);
    if (id == null) {
      throw new TokenizerException(
          "%s: %s is \"%s\", which is not among the added tokens of %s"
              .formatted(directory.resolve(CONFIGURATION), key, text, TOKENIZER));
    }
    return OptionalInt.of(id);
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new TokenizerException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new TokenizerException("Cannot read " + file, e);
    }
  }
}
