package dev.millrace.model.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One safetensors file: 8 bytes of header length, a JSON header, then the tensors' bytes. The whole
 * header is validated when the file is opened, before anything is allocated for a tensor.
 */
public final class SafetensorsFile implements WeightSource {

  private static final int LENGTH_BYTES = Long.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final long dataBegin;
  private final SortedMap<String, String> metadata;
  private final Map<String, Extent> extents;

  private SafetensorsFile(Path file, FileChannel channel, long dataBegin, Header header) {
    this.file = file;
    this.channel = channel;
    this.dataBegin = dataBegin;
    this.metadata = header.metadata();
    this.extents =
        header.extents().stream()
            .collect(Collectors.toMap(extent -> extent.info().name(), Function.identity()));
  }

  /**
   * @param file a safetensors file
   * @throws WeightsException if it cannot be read or its header is not valid in every respect
   */
  public static SafetensorsFile open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return open(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new WeightsException("%s: cannot be read".formatted(file), e);
    }
  }

  private static SafetensorsFile open(Path file, FileChannel channel) throws IOException {
    long fileSize = channel.size();
    if (fileSize < LENGTH_BYTES) {
      throw new WeightsException(
          "%s: a safetensors file has at least %d bytes, but this one has %d"
              .formatted(file, LENGTH_BYTES, fileSize));
    }
    long headerSize = read(channel, 0, LENGTH_BYTES).getLong();
    long available = Math.min(fileSize - LENGTH_BYTES, Header.MAXIMUM_BYTES);
    if (headerSize < 2 || headerSize > available) {
      throw new WeightsException(
          "%s: the header takes 2 to %d bytes, but the file claims %s: it is truncated, damaged or no safetensors file"
              .formatted(file, available, Long.toUnsignedString(headerSize)));
    }
    byte[] json = read(channel, LENGTH_BYTES, (int) headerSize).array();
    long dataBegin = LENGTH_BYTES + headerSize;
    Header header = new HeaderParser(file, fileSize - dataBegin).parse(json);
    return new SafetensorsFile(file, channel, dataBegin, header);
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file shrank while it was read");
      }
    }
    return buffer.flip();
  }

  /** The free text of the header. */
  public SortedMap<String, String> metadata() {
    return Collections.unmodifiableSortedMap(metadata);
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public SortedMap<String, TensorInfo> tensors() {
    SortedMap<String, TensorInfo> tensors = new TreeMap<>();
    extents.forEach((name, extent) -> tensors.put(name, extent.info()));
    return tensors;
  }

  @Override
  public ByteBuffer bytes(String name, long offset, int length) {
    Extent extent = extents.get(name);
    if (extent == null) {
      throw new WeightsException("%s: there is no tensor %s".formatted(file, name));
    }
    Objects.checkFromIndexSize(offset, length, extent.end() - extent.begin());
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, dataBegin + extent.begin() + offset, length)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new WeightsException("%s: tensor %s cannot be mapped".formatted(file, name), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new WeightsException("%s: cannot be closed".formatted(file), e);
    }
  }
}
