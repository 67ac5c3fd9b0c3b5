package dev.millrace.trainer.reservoir;

import dev.millrace.avro.TrainingExample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** A reservoir as an Avro container file, part of a checkpoint. */
public final class ReservoirFile {

  /** Name inside a checkpoint. */
  public static final String NAME = "reservoir.avro";

  private static final String ADDED = "millrace.added";

  private ReservoirFile() {}

  /**
   * Writes a reservoir into a checkpoint.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Reservoir reservoir, Path directory) throws IOException {
    try (DataFileWriter<TrainingExample> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(TrainingExample.class))) {
      writer.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
      writer.setMeta(ADDED, reservoir.added());
      writer.create(TrainingExample.getClassSchema(), directory.resolve(NAME).toFile());
      for (TrainingExample example : reservoir.examples()) {
        writer.append(example);
      }
    }
  }

  /**
   * Fills a reservoir from a checkpoint.
   *
   * @throws IOException if it cannot be read
   */
  public static void read(Reservoir reservoir, Path directory) throws IOException {
    try (DataFileReader<TrainingExample> reader =
        new DataFileReader<>(
            directory.resolve(NAME).toFile(), new SpecificDatumReader<>(TrainingExample.class))) {
      List<TrainingExample> examples = new ArrayList<>();
      reader.forEach(examples::add);
      reservoir.restore(examples, reader.getMetaLong(ADDED));
    }
  }
}
