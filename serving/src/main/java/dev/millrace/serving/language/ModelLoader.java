package dev.millrace.serving.language;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.Manifest;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.tokenizer.JsonTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes checkpoints ready: fetched and verified, loaded, the catalogue in their own tokens, and a
 * batch ranked for warmth. What fails leaves nothing behind. Belongs to the thread that loads.
 */
public final class ModelLoader {

  private final CheckpointAccess access;
  private final LoadingOptions options;
  private final TitleFeed titles;
  private final ItemDictionary names;
  private final SharedBase base;
  private @Nullable TokenizedCatalogue latest;

  /**
   * @param titles of the catalogue
   * @param names dense ids of the items
   */
  public ModelLoader(
      CheckpointAccess access, LoadingOptions options, TitleFeed titles, ItemDictionary names) {
    this.access = access;
    this.options = options;
    this.titles = titles;
    this.names = names;
    this.base = new SharedBase(Path.of(options.base()));
  }

  /** What is the same for all checkpoints. */
  public LoadingOptions options() {
    return options;
  }

  /**
   * A checkpoint that the configuration names.
   *
   * @throws CheckpointException if the store does not hold it
   * @throws IOException if the store cannot be read
   */
  public CheckpointReference find(CheckpointId id) throws IOException {
    return access
        .store()
        .find(options.model(), id)
        .map(StoredCheckpoint::reference)
        .orElseThrow(
            () ->
                new CheckpointException(
                    "The store holds no checkpoint %s of %s".formatted(id, options.model())));
  }

  /**
   * Makes a checkpoint ready.
   *
   * @param warmUp jobs like those to come
   * @throws IOException if it cannot be fetched or read
   * @throws RuntimeException if it cannot be used
   */
  LoadedModel load(CheckpointReference reference, List<? extends RankingJob> warmUp)
      throws IOException {
    Path directory = access.store().fetch(reference, access.cache());
    RunRecord record =
        Manifest.read(
            Files.readAllBytes(directory.resolve(CheckpointLayout.MANIFEST)),
            reference.uri().toString());
    TensorEngine.useThreads(options.threads());
    OpenModel open = open(directory.resolve(record.setup().kind().folder()), record);
    TokenizedCatalogue items = catalogue(open);
    try {
      LoadedModel loaded =
          new LoadedModel(
              reference.id().value(),
              ranker(open, ReadingRules.of(record, directory), items.follow()),
              record.fusion() == null ? options.fallback() : record.fusion(),
              items,
              open::close);
      loaded.rank(warmUp, ranked -> {});
      new CheckpointCache(access.cache()).keepOnly(directory);
      latest = items;
      return loaded;
    } catch (IOException | RuntimeException | Error unusable) {
      items.close();
      open.close();
      throw unusable;
    }
  }

  private TokenizedCatalogue catalogue(OpenModel open) {
    try {
      return continued(open);
    } catch (RuntimeException | Error unusable) {
      open.close();
      throw unusable;
    }
  }

  /** From where the model that was made ready before is, if it has the same tokenizer. */
  private TokenizedCatalogue continued(OpenModel open) {
    TitleEncoder encoder = new TitleEncoder(open.tokenizer());
    return Optional.ofNullable(latest)
        .flatMap(before -> before.fork(open.tokenizerSum(), encoder))
        .orElseGet(
            () ->
                TokenizedCatalogue.of(
                    open.tokenizerSum(), titles.subscribe(), Catalogue.empty(names, encoder)));
  }

  private LanguageRanker ranker(OpenModel open, ReadingRules rules, Catalogue items) {
    return new LanguageRanker(
        open.decoder(),
        rules.renderer(open.tokenizer()),
        items,
        new RankerOptions(options.candidates(), options.batch(), rules.temperature()));
  }

  private OpenModel open(Path weights, RunRecord record) throws IOException {
    return record.setup().kind() == CheckpointKind.FULL ? whole(weights) : adapted(weights, record);
  }

  private static OpenModel whole(Path directory) throws IOException {
    Decoder decoder = Decoder.load(directory, DecoderOptions.defaults());
    return withTokenizer(directory, decoder, decoder::close);
  }

  private OpenModel adapted(Path directory, RunRecord record) throws IOException {
    if (options.base().isBlank()) {
      throw new CheckpointException(
          "The checkpoint is an adapter for %s; serving.language-model.base names no directory of it"
              .formatted(record.setup().base().name()));
    }
    Decoder below = base.acquire(record.setup().base());
    LoraAdapter adapter = adapter(directory, below);
    Decoder view = below.with(adapter);
    return withTokenizer(
        Path.of(options.base()),
        view,
        () -> {
          view.close();
          adapter.close();
          base.release();
        });
  }

  private LoraAdapter adapter(Path directory, Decoder below) {
    try {
      return LoraAdapter.read(directory, below);
    } catch (RuntimeException | Error unusable) {
      base.release();
      throw unusable;
    }
  }

  private static OpenModel withTokenizer(Path directory, Decoder decoder, Runnable closing)
      throws IOException {
    try {
      String sum = TokenizedCatalogue.sumOf(directory);
      return new OpenModel(decoder, JsonTokenizer.load(directory), sum, closing);
    } catch (IOException | RuntimeException | Error unusable) {
      closing.run();
      throw unusable;
    }
  }
}
