package dev.millrace.model.init;

import dev.millrace.model.config.ConfigException;
import dev.millrace.model.files.DirectoryDraft;
import dev.millrace.model.init.InitProgress.Part;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.RandomWeights;
import dev.millrace.model.tokenizer.BytePairOptions;
import dev.millrace.model.tokenizer.BytePairTrainer;
import dev.millrace.model.tokenizer.BytePairVocabulary;
import dev.millrace.model.tokenizer.SpecialTokens;
import dev.millrace.model.tokenizer.TokenizerException;
import dev.millrace.model.tokenizer.TokenizerWriter;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.WeightDirectory;
import dev.millrace.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/**
 * Makes a model that has learned nothing yet: a byte-level tokenizer from the titles of a
 * catalogue, and random weights. It needs neither the native libraries nor memory for more than one
 * matrix.
 */
public final class ModelInitializer {

  private final InitialModel wanted;
  private final InitProgress progress;

  /**
   * @param wanted what to make
   * @param progress is told how far it is
   */
  public ModelInitializer(InitialModel wanted, InitProgress progress) {
    this.wanted = wanted;
    this.progress = progress;
  }

  /**
   * Writes the model; the directory is complete or stays what it was.
   *
   * @param titles of the items, read once; their order does not matter
   * @param directory is made, with its parents
   * @param replace whether a model that is there may be deleted
   * @return what the decoder looks like
   * @throws InitializationException if there is no title, or the directory holds something that
   *     must stay, or cannot be written
   */
  public DecoderConfig write(Iterable<String> titles, Path directory, boolean replace) {
    OutputCheck.requireFree(directory, replace);
    BytePairVocabulary vocabulary = learn(titles);
    try (DirectoryDraft draft = DirectoryDraft.of(directory)) {
      DecoderConfig config = write(vocabulary, draft.path());
      draft.commit();
      return config;
    } catch (IOException | ConfigException | TokenizerException | WeightsException e) {
      throw new InitializationException("%s: cannot be written".formatted(directory), e);
    }
  }

  private BytePairVocabulary learn(Iterable<String> titles) {
    AtomicLong read = new AtomicLong();
    Iterable<String> told =
        () ->
            StreamSupport.stream(titles.spliterator(), false)
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .peek(title -> progress.onProgress(Part.TITLES, read.incrementAndGet(), 0))
                .iterator();
    int size = wanted.vocabularySize();
    BytePairVocabulary vocabulary =
        BytePairTrainer.train(
            told,
            BytePairOptions.ofSize(size),
            tokens -> progress.onProgress(Part.TOKENS, tokens, size));
    if (read.get() == 0) {
      throw new InitializationException("No item has a title: there is nothing to learn from");
    }
    return vocabulary;
  }

  private DecoderConfig write(BytePairVocabulary vocabulary, Path draft) throws IOException {
    SpecialTokens special = BytePairVocabulary.special();
    DecoderConfig config = wanted.size().config(vocabulary.tokens().size(), named(special));
    TokenizerWriter.write(vocabulary, draft);
    config.write(draft);
    GenerationConfig.write(special, draft);
    SafetensorsWriter.write(draft.resolve(WeightDirectory.SINGLE), weights(config));
    return config;
  }

  private List<TensorContent> weights(DecoderConfig config) {
    List<TensorContent> weights = new RandomWeights(config, wanted.seed()).contents();
    long total = weights.stream().mapToLong(weight -> weight.info().elements()).sum();
    AtomicLong written = new AtomicLong();
    return weights.stream().map(weight -> told(weight, written, total)).toList();
  }

  private TensorContent told(TensorContent weight, AtomicLong written, long total) {
    return new TensorContent(
        weight.info(),
        () -> {
          progress.onProgress(Part.WEIGHTS, written.getAndAdd(weight.info().elements()), total);
          return weight.bytes().get();
        });
  }

  private static dev.millrace.model.llm.SpecialTokens named(SpecialTokens special) {
    return new dev.millrace.model.llm.SpecialTokens(
        OptionalInt.of(special.beginning()),
        List.of(special.end()),
        OptionalInt.of(special.padding()));
  }
}
