package dev.millrace.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns the JSON of a safetensors header into extents and proves that they tile the data section
 * exactly: no overlap, no gap, nothing beyond the end.
 */
final class HeaderParser {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final long dataSize;

  /**
   * @param file for messages
   * @param dataSize bytes after the header
   */
  HeaderParser(Path file, long dataSize) {
    this.file = file;
    this.dataSize = dataSize;
  }

  Header parse(byte[] json) {
    JsonNode root = readTree(json);
    SortedMap<String, String> metadata = new TreeMap<>();
    List<Extent> extents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equals(Header.METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), text(e)));
      } else {
        extents.add(extent(entry.getKey(), entry.getValue()));
      }
    }
    extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
    requireTiling(extents);
    return new Header(metadata, extents);
  }

  private JsonNode readTree(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.isObject()) {
        throw new WeightsException(
            "%s: the header is one JSON object, but was %s".formatted(file, root.getNodeType()));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new WeightsException(
          "%s: the header is no valid JSON object with distinct names: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new WeightsException("%s: the header cannot be read".formatted(file), e);
    }
  }

  private String text(Map.Entry<String, JsonNode> entry) {
    if (!entry.getValue().isTextual()) {
      throw new WeightsException(
          "%s: metadata %s is text, but was %s".formatted(file, entry.getKey(), entry.getValue()));
    }
    return entry.getValue().textValue();
  }

  private Extent extent(String name, JsonNode node) {
    TensorInfo info = info(name, node);
    List<Long> offsets = integers(name, node.path("data_offsets"), "data_offsets");
    if (offsets.size() != 2) {
      throw broken(name, "data_offsets are [begin, end], but were " + offsets);
    }
    Extent extent = new Extent(info, offsets.get(0), offsets.get(1));
    requireInside(extent);
    return extent;
  }

  private TensorInfo info(String name, JsonNode node) {
    String typeName = node.path("dtype").asText();
    TensorType type =
        TensorType.named(typeName)
            .orElseThrow(
                () ->
                    broken(
                        name,
                        "dtype \"%s\" is not supported; accepted are %s"
                            .formatted(typeName, List.of(TensorType.values()))));
    List<Long> shape = integers(name, node.path("shape"), "shape");
    try {
      return new TensorInfo(name, type, shape);
    } catch (ArithmeticException e) {
      throw broken(name, "shape %s exceeds what can be addressed".formatted(shape));
    }
  }

  private List<Long> integers(String name, JsonNode array, String field) {
    List<Long> values = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
        throw broken(name, "%s holds whole numbers from 0, but was %s".formatted(field, array));
      }
      values.add(element.longValue());
    }
    if (!array.isArray()) {
      throw broken(name, "%s is an array, but was %s".formatted(field, array));
    }
    return values;
  }

  private void requireInside(Extent extent) {
    String name = extent.info().name();
    if (extent.begin() > extent.end() || extent.end() > dataSize) {
      throw broken(
          name,
          "data_offsets [%d, %d] lie outside the %d bytes of data"
              .formatted(extent.begin(), extent.end(), dataSize));
    }
    if (extent.end() - extent.begin() != extent.info().byteSize()) {
      throw broken(
          name,
          "%s of shape %s takes %d bytes, but data_offsets [%d, %d] hold %d"
              .formatted(
                  extent.info().type(),
                  extent.info().shape(),
                  extent.info().byteSize(),
                  extent.begin(),
                  extent.end(),
                  extent.end() - extent.begin()));
    }
  }

  private void requireTiling(List<Extent> sorted) {
    long end = 0;
    for (Extent extent : sorted) {
      if (extent.begin() != end) {
        throw broken(
            extent.info().name(),
            "its data begins at %d, but the tensor before it ends at %d: tensors neither overlap nor leave gaps"
                .formatted(extent.begin(), end));
      }
      end = extent.end();
    }
    if (end != dataSize) {
      throw new WeightsException(
          "%s: the tensors take %d bytes, but the file holds %d bytes of data"
              .formatted(file, end, dataSize));
    }
  }

  private WeightsException broken(String tensor, String problem) {
    return new WeightsException("%s: tensor %s: %s".formatted(file, tensor, problem));
  }
}
