package dev.millrace.trainer.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.checkpoint.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records, with a few numbers beside them, as an Avro container file. The same content makes the
 * same bytes, so that checkpoints can be compared.
 *
 * @param name of the file inside a checkpoint
 * @param schema of its records
 * @param type of its records
 */
public record RecordFile<T extends SpecificRecordBase>(String name, Schema schema, Class<T> type) {

  private static final int SYNC_BYTES = 16;

  /**
   * What a file holds.
   *
   * @param records in their order
   * @param numbers by name
   */
  public record Content<T>(List<T> records, Map<String, Long> numbers) {

    /** Copies both. */
    public Content {
      records = List.copyOf(records);
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * Writes into a checkpoint.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path directory, Content<T> content) throws IOException {
    try (OutputStream stream = Files.newOutputStream(directory.resolve(name));
        DataFileWriter<T> writer = new DataFileWriter<>(new SpecificDatumWriter<>(type))) {
      writer.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
      content.numbers().forEach(writer::setMeta);
      writer.create(schema, stream, sync());
      for (T record : content.records()) {
        writer.append(record);
      }
    }
  }

  /** The mark between blocks, which Avro would make at random. */
  private byte[] sync() {
    return Arrays.copyOf(Sha256.digest().digest(name.getBytes(UTF_8)), SYNC_BYTES);
  }

  /**
   * Reads from a checkpoint.
   *
   * @throws IOException if it cannot be read
   */
  public Content<T> read(Path directory) throws IOException {
    try (DataFileReader<T> reader =
        new DataFileReader<>(directory.resolve(name).toFile(), new SpecificDatumReader<>(type))) {
      List<T> records = new ArrayList<>();
      reader.forEach(records::add);
      Map<String, Long> numbers = new HashMap<>();
      reader.getMetaKeys().stream()
          .filter(key -> !DataFileWriter.isReservedMeta(key))
          .forEach(key -> numbers.put(key, reader.getMetaLong(key)));
      return new Content<>(records, numbers);
    }
  }
}
