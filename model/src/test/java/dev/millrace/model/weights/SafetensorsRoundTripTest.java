package dev.millrace.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsRoundTripTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 40, 100, Long.MAX_VALUE})
  void shouldReadBackEveryBitWhenSharded(long maximumShardBytes) {
    List<TensorContent> tensors = RandomTensors.some(12);
    SafetensorsWriter.writeSharded(directory, tensors, maximumShardBytes);
    try (WeightSource source = WeightDirectory.open(directory)) {
      assertThat(source.tensors()).hasSize(12);
      for (TensorContent tensor : tensors) {
        String name = tensor.info().name();
        assertThat(source.tensors().get(name)).isEqualTo(tensor.info());
        assertThat(source.bytes(name)).isEqualTo(tensor.bytes().get());
      }
    }
    assertThat(directory.resolve(WeightDirectory.INDEX).toFile().exists())
        .isEqualTo(maximumShardBytes < 1000);
  }

  @Test
  void shouldWriteTheSameBytesWhenTensorsComeInAnotherOrder() {
    List<TensorContent> tensors = new ArrayList<>(RandomTensors.some(9));
    Path one = directory.resolve("one.safetensors");
    SafetensorsWriter.write(one, tensors, Map.of("b", "2", "a", "1"));
    Collections.shuffle(tensors, new Random(3));
    Path two = directory.resolve("two.safetensors");
    SafetensorsWriter.write(two, tensors, Map.of("a", "1", "b", "2"));
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void shouldKeepNamesAndMetadataWhenTheyAreUnusual() {
    TensorInfo info = new TensorInfo("größe \"x\" / 樹", TensorType.I64, List.of(1L));
    ByteBuffer data = ByteBuffer.allocate(8).putLong(Long.MIN_VALUE).flip();
    Path file = directory.resolve("names.safetensors");
    SafetensorsWriter.write(
        file, List.of(new TensorContent(info, data::duplicate)), Map.of("k\n", "v\""));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.metadata()).containsExactly(Map.entry("k\n", "v\""));
      assertThat(read.tensors()).containsExactly(Map.entry(info.name(), info));
      assertThat(read.bytes(info.name())).isEqualTo(data);
    }
  }

  @Test
  void shouldMapPartsWhenAskedForThem() {
    TensorContent tensor = RandomTensors.some(1).get(0);
    Path file = directory.resolve("parts.safetensors");
    SafetensorsWriter.write(file, List.of(tensor));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.bytes("t0", 3, 9)).isEqualTo(tensor.bytes().get().slice(3, 9));
    }
  }
}
