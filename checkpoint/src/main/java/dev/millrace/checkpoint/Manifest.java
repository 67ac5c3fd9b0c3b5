package dev.millrace.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.model.fusion.FusionForm;
import java.io.IOException;
import java.util.Map;

/** A run record as JSON, strict in both directions. */
public final class Manifest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(FusionForm.class, FusionFormNames.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What manifests of this version did not always have, and what it means where it is missing. */
  private static final Map<String, JsonNode> ADDED_LATER =
      Map.of("fusion", NullNode.getInstance(), "forgotten", JSON.createArrayNode());

  private Manifest() {}

  /** The record as bytes. */
  public static byte[] write(RunRecord record) {
    try {
      return JSON.writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A run record can be written as JSON", e);
    }
  }

  /**
   * @param content of a manifest
   * @param where it lies, for the message
   * @throws CheckpointException if it is no manifest of the version that this program knows
   */
  public static RunRecord read(byte[] content, String where) {
    try {
      JsonNode tree = JSON.readTree(content);
      JsonNode version = tree.path("formatVersion");
      if (!version.isInt() || version.intValue() != RunRecord.FORMAT_VERSION) {
        throw new CheckpointException(
            "%s: formatVersion %d is known, found %s"
                .formatted(
                    where, RunRecord.FORMAT_VERSION, version.isMissingNode() ? "none" : version));
      }
      return JSON.treeToValue(completed(tree), RunRecord.class);
    } catch (JsonProcessingException e) {
      throw new CheckpointException("%s: %s".formatted(where, found(e)), e);
    } catch (IOException e) {
      throw new CheckpointException("%s: cannot be read".formatted(where), e);
    }
  }

  private static JsonNode completed(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      ADDED_LATER.forEach(object::putIfAbsent);
    }
    return tree;
  }

  /** What the parser found, without its advice to programmers. */
  private static String found(JsonProcessingException failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    int advice = message.indexOf("; `DeserializationFeature");
    return (advice < 0 ? message : message.substring(0, advice)).lines().findFirst().orElse("");
  }
}
