package dev.millrace.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which shard holds which tensor: the content of {@code model.safetensors.index.json}.
 *
 * @param shards file name of the shard by tensor name
 */
record ShardIndex(SortedMap<String, String> shards) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  ShardIndex {
    shards = Collections.unmodifiableSortedMap(new TreeMap<>(shards));
  }

  static ShardIndex read(Path file) {
    SortedMap<String, String> shards = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : weightMap(file).properties()) {
      String shard = entry.getValue().asText();
      if (!shard.matches("[A-Za-z0-9._-]+\\.safetensors")) {
        throw new WeightsException(
            "%s: tensor %s: a shard is a plain file name ending in .safetensors, but was \"%s\""
                .formatted(file, entry.getKey(), shard));
      }
      shards.put(entry.getKey(), shard);
    }
    return new ShardIndex(shards);
  }

  private static JsonNode weightMap(Path file) {
    try {
      if (Files.size(file) > Header.MAXIMUM_BYTES) {
        throw new WeightsException(
            "%s: an index has at most %d bytes, but this one has %d"
                .formatted(file, Header.MAXIMUM_BYTES, Files.size(file)));
      }
      JsonNode map = JSON.readTree(Files.readAllBytes(file)).path("weight_map");
      if (!map.isObject() || map.isEmpty()) {
        throw new WeightsException(
            "%s: weight_map is an object from tensor names to shards, but was %s"
                .formatted(file, map));
      }
      return map;
    } catch (JsonProcessingException e) {
      throw new WeightsException(
          "%s: no valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new WeightsException("%s: cannot be read".formatted(file), e);
    }
  }

  void write(Path file, long totalSize) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("metadata").put("total_size", totalSize);
    ObjectNode map = root.putObject("weight_map");
    shards.forEach(map::put);
    try {
      Files.writeString(file, root.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new WeightsException("%s: cannot be written".formatted(file), e);
    }
  }
}
