package dev.millrace.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedSafetensorsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | tensor b: its data begins at 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                                   | the tensors take 4 bytes, but the file holds 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                                   | tensor a: its data begins at 4
          {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}                                  | tensor a: data_offsets [0, 16] lie outside the 8 bytes
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                                   | tensor a: data_offsets [8, 0] lie outside
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                                   | tensor a: F32 of shape [3] takes 12 bytes
          {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}                                   | tensor a: F16 of shape [2] takes 4 bytes
          {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}                                   | dtype "F64" is not supported; accepted are [F16, BF16, F32, I64]
          {"a":{"shape":[1],"data_offsets":[0,8]}}                                                 | dtype "" is not supported
          {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}               | exceeds what can be addressed
          {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}                | shape holds whole numbers from 0
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                                  | shape holds whole numbers from 0
          {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}                                     | shape is an array
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}                                     | data_offsets are [begin, end]
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8.5]}}                                 | data_offsets holds whole numbers
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}} | distinct names
          {"__metadata__":{"format":7},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}       | metadata format is text
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x                                 | no valid JSON
          {"a":[1]}                                                                                | tensor a: dtype
          []                                                                                       | one JSON object
          {"a":                                                                                    | no valid JSON
          """)
  void shouldNameFileAndProblemWhenHeaderIsWrong(String header, String problem) throws IOException {
    Path file = write(header.getBytes(StandardCharsets.UTF_8), new byte[8]);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 0, 1, 9, 100_000_000, Long.MAX_VALUE})
  void shouldRefuseWhenHeaderLengthIsAbsurd(long length) throws IOException {
    Path file = directory.resolve("absurd.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(length).array());
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining("the header takes 2 to 8 bytes");
  }

  @Test
  void shouldGiveAnErrorWhenFileIsCutAnywhere() throws IOException {
    Path whole = directory.resolve("whole.safetensors");
    SafetensorsWriter.write(whole, RandomTensors.some(3));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.safetensors");
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(WeightsException.class)
          .as("cut to %d of %d bytes", length, bytes.length)
          .isThrownBy(() -> SafetensorsFile.open(cut))
          .withMessageContaining(cut.toString());
    }
  }

  @Test
  void shouldOpenOrGiveAnErrorWhenHeaderBytesAreFlipped() throws IOException {
    Path whole = directory.resolve("whole.safetensors");
    SafetensorsWriter.write(whole, RandomTensors.some(3));
    byte[] bytes = Files.readAllBytes(whole);
    Path flipped = directory.resolve("flipped.safetensors");
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] copy = bytes.clone();
      copy[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(flipped, copy);
      refused += opens(flipped) ? 0 : 1;
    }
    assertThat(refused).isBetween(100, 499);
  }

  private static boolean opens(Path file) {
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      opened.tensors().keySet().forEach(opened::bytes);
      return true;
    } catch (WeightsException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"weight_map":{"a":"../../etc/passwd"}}                     | a shard is a plain file name
          {"weight_map":{"a":"/model.safetensors"}}                   | a shard is a plain file name
          {"weight_map":{"a":7}}                                      | a shard is a plain file name
          {"weight_map":{}}                                           | weight_map is an object
          {}                                                          | weight_map is an object
          {"weight_map":{"a":"one.safetensors","a":"two.safetensors"}} | Duplicate field
          {"weight_map":                                              | no valid JSON
          {"weight_map":{"a":"missing.safetensors"}}                  | cannot be read
          {"weight_map":{"t0":"shard.safetensors"}}                   | tensor t1 is in shard shard.safetensors, but the index says nothing of it
          {"weight_map":{"t0":"shard.safetensors","t1":"shard.safetensors","t2":"shard.safetensors"}} | lack tensors that the index names: [t2]
          """)
  void shouldNameTheProblemWhenIndexIsWrong(String index, String problem) throws IOException {
    SafetensorsWriter.write(directory.resolve("shard.safetensors"), RandomTensors.some(2));
    Files.writeString(directory.resolve(WeightDirectory.INDEX), index);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> WeightDirectory.open(directory))
        .withMessageContaining(problem);
  }

  @Test
  void shouldSayWhatAModelHasWhenThereIsNothingOrBoth() throws IOException {
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> WeightDirectory.open(directory))
        .withMessageContaining("found neither");
    Files.createFile(directory.resolve(WeightDirectory.SINGLE));
    Files.createFile(directory.resolve(WeightDirectory.INDEX));
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> WeightDirectory.open(directory))
        .withMessageContaining("found both");
  }

  @Test
  void shouldRefuseToWriteWhenNamesRepeatOrDataIsShort() {
    TensorContent tensor = RandomTensors.some(1).get(0);
    Path file = directory.resolve("out.safetensors");
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsWriter.write(file, List.of(tensor, tensor)))
        .withMessageContaining("tensor t0: the name is taken already");
    TensorContent broken = new TensorContent(tensor.info(), () -> ByteBuffer.allocate(1));
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsWriter.write(file, List.of(broken)))
        .withMessageContaining("but there are 1");
  }

  private Path write(byte[] header, byte[] data) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).put(data);
    Path file = directory.resolve("damaged.safetensors");
    Files.write(file, bytes.array());
    return file;
  }
}
