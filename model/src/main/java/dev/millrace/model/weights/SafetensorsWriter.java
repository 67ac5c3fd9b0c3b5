package dev.millrace.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes safetensors files. The same tensors give the same bytes: the largest element type comes
 * first, then the name decides, as the reference implementation orders them.
 */
public final class SafetensorsWriter {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> METADATA = Map.of("format", "pt");
  private static final int ALIGNMENT = 8;
  private static final Comparator<TensorContent> ORDER =
      Comparator.comparing((TensorContent tensor) -> tensor.info().type())
          .reversed()
          .thenComparing(tensor -> tensor.info().name());

  private SafetensorsWriter() {}

  /**
   * Writes one file, in place of what was there.
   *
   * @throws WeightsException if two tensors share a name, a tensor's data has the wrong size, or
   *     the file cannot be written
   */
  public static void write(Path file, Collection<TensorContent> tensors) {
    write(file, tensors, METADATA);
  }

  /**
   * Writes one file with metadata of its own, in place of what was there.
   *
   * @param metadata free text by name
   */
  public static void write(
      Path file, Collection<TensorContent> tensors, Map<String, String> metadata) {
    List<TensorContent> ordered = tensors.stream().sorted(ORDER).toList();
    byte[] header = header(file, ordered, metadata);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, length(header.length));
      writeFully(channel, ByteBuffer.wrap(header));
      for (TensorContent tensor : ordered) {
        writeFully(channel, data(file, tensor));
      }
      channel.force(true);
    } catch (IOException e) {
      throw new WeightsException("%s: cannot be written".formatted(file), e);
    }
  }

  /**
   * Writes a model's weights into a directory: one file if they fit, else numbered shards and their
   * index.
   *
   * @param maximumShardBytes a shard is closed before it would exceed this; a larger tensor has a
   *     shard of its own
   */
  public static void writeSharded(
      Path directory, Collection<TensorContent> tensors, long maximumShardBytes) {
    List<List<TensorContent>> shards = split(tensors, maximumShardBytes);
    if (shards.size() == 1) {
      write(directory.resolve(WeightDirectory.SINGLE), tensors);
      return;
    }
    SortedMap<String, String> index = new TreeMap<>();
    for (int i = 0; i < shards.size(); i++) {
      String name = "model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size());
      write(directory.resolve(name), shards.get(i));
      shards.get(i).forEach(tensor -> index.put(tensor.info().name(), name));
    }
    long total = tensors.stream().mapToLong(tensor -> tensor.info().byteSize()).sum();
    new ShardIndex(index).write(directory.resolve(WeightDirectory.INDEX), total);
  }

  private static List<List<TensorContent>> split(
      Collection<TensorContent> tensors, long maximumShardBytes) {
    List<List<TensorContent>> shards = new ArrayList<>(List.of(new ArrayList<>()));
    long size = 0;
    for (TensorContent tensor : tensors.stream().sorted(ORDER).toList()) {
      long bytes = tensor.info().byteSize();
      if (size > 0 && size + bytes > maximumShardBytes) {
        shards.add(new ArrayList<>());
        size = 0;
      }
      shards.get(shards.size() - 1).add(tensor);
      size += bytes;
    }
    return shards;
  }

  private static byte[] header(
      Path file, List<TensorContent> ordered, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode metadataNode = root.putObject(Header.METADATA);
    new TreeMap<>(metadata).forEach(metadataNode::put);
    long offset = 0;
    for (TensorContent tensor : ordered) {
      if (root.has(tensor.info().name())) {
        throw new WeightsException(
            "%s: tensor %s: the name is taken already".formatted(file, tensor.info().name()));
      }
      ObjectNode node = root.putObject(tensor.info().name());
      node.put("dtype", tensor.info().type().name());
      tensor.info().shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(offset).add(offset += tensor.info().byteSize());
    }
    return padded(file, root);
  }

  private static byte[] padded(Path file, ObjectNode root) {
    try {
      byte[] json = JSON.writeValueAsBytes(root);
      byte[] padded = new byte[(json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT];
      Arrays.fill(padded, (byte) ' ');
      System.arraycopy(json, 0, padded, 0, json.length);
      return padded;
    } catch (JsonProcessingException e) {
      throw new WeightsException("%s: the header cannot be written".formatted(file), e);
    }
  }

  private static ByteBuffer length(int headerSize) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerSize)
        .flip();
  }

  private static ByteBuffer data(Path file, TensorContent tensor) {
    ByteBuffer bytes = tensor.bytes().get();
    if (bytes.remaining() != tensor.info().byteSize()) {
      throw new WeightsException(
          "%s: tensor %s: %s of shape %s takes %d bytes, but there are %d"
              .formatted(
                  file,
                  tensor.info().name(),
                  tensor.info().type(),
                  tensor.info().shape(),
                  tensor.info().byteSize(),
                  bytes.remaining()));
    }
    return bytes;
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
