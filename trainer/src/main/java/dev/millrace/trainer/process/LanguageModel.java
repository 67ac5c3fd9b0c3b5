package dev.millrace.trainer.process;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.trainer.learning.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model that learns, with the files beside its weights, which every checkpoint repeats.
 *
 * @param trainable the model
 * @param tokenizer between titles and tokens
 * @param base what training began with
 * @param companions content of the other files of a complete model, by name
 */
record LanguageModel(
    TrainableModel trainable,
    JsonTokenizer tokenizer,
    BaseModel base,
    Map<String, byte[]> companions)
    implements AutoCloseable {

  /**
   * A model all of whose weights learn.
   *
   * @param directory of it, not needed any more afterwards
   */
  static LanguageModel full(Path directory, BaseModel base) throws IOException {
    JsonTokenizer tokenizer = JsonTokenizer.load(directory);
    Decoder decoder = Decoder.load(directory, DecoderOptions.defaults());
    return new LanguageModel(
        new TrainableModel.Full(decoder), tokenizer, base, companions(directory));
  }

  /** Makes the adapter of a model, or reads it. */
  @FunctionalInterface
  interface AdapterSource {
    LoraAdapter of(Decoder base);
  }

  /**
   * A model whose adapter learns.
   *
   * @param directory of the model below it
   */
  static LanguageModel adapted(Path directory, AdapterSource adapter) throws IOException {
    JsonTokenizer tokenizer = JsonTokenizer.load(directory);
    Decoder decoder = Decoder.load(directory, DecoderOptions.defaults());
    return new LanguageModel(
        TrainableModel.LowRank.of(decoder, adapter.of(decoder)),
        tokenizer,
        BaseModel.of(directory),
        Map.of());
  }

  /** What its checkpoints hold. */
  CheckpointKind kind() {
    return trainable instanceof TrainableModel.Full ? CheckpointKind.FULL : CheckpointKind.LORA;
  }

  /** The decoder as it is now. */
  Decoder decoder() {
    return trainable.decoder();
  }

  /** Writes weights, and whatever makes a complete model of them, into a checkpoint. */
  void write(Path checkpoint) throws IOException {
    Path folder = Files.createDirectories(checkpoint.resolve(kind().folder()));
    if (trainable instanceof TrainableModel.LowRank adapted) {
      adapted.adapter().write(folder);
      return;
    }
    decoder().save(folder);
    for (Map.Entry<String, byte[]> file : companions.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Another checkpoint of this model, to be judged beside it; shares what is below an adapter. */
  JudgedModel beside(Checkpoint other) {
    if (trainable instanceof TrainableModel.LowRank adapted) {
      LoraAdapter adapter = LoraAdapter.read(other.weights(), adapted.base());
      Decoder view = adapted.base().with(adapter);
      return new JudgedModel(
          view,
          () -> {
            view.close();
            adapter.close();
          });
    }
    Decoder decoder = Decoder.load(other.weights(), DecoderOptions.defaults());
    return new JudgedModel(decoder, decoder::close);
  }

  private static Map<String, byte[]> companions(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.contains(".safetensors") && !name.equals("config.json")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Override
  public void close() {
    trainable.close();
    tokenizer.close();
  }
}
