package dev.millrace.standalone.serving;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.serving.language.LanguageRanker;
import dev.millrace.serving.language.RankerOptions;
import dev.millrace.serving.language.RankingJob;
import dev.millrace.serving.language.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A base and its adapters, asked without serving.
 *
 * @param base directory of it
 * @param titles of the items i0, i1 and so on
 */
record AdaptedModel(Path base, List<String> titles) {

  private static final int CANDIDATES = 30;

  private record Job(ItemIds history, ItemIds proposed) implements RankingJob {

    @Override
    public Role role() {
      return Role.CURRENT;
    }

    @Override
    public List<ItemIds> excluded() {
      return List.of(history);
    }
  }

  /** Log-probabilities of all items, without an adapter. */
  Map<String, Double> base(List<String> history) {
    try (Decoder below = Decoder.load(base, DecoderOptions.defaults())) {
      return new Asked(below, 1).logProbabilities(history);
    }
  }

  /** Log-probabilities of all items, with the adapter in the weights. */
  Map<String, Double> merged(Checkpoint adapter, List<String> history) throws IOException {
    double temperature = temperature(adapter);
    try (Decoder below = Decoder.load(base, DecoderOptions.defaults());
        LoraAdapter lora = LoraAdapter.read(adapter.weights(), below);
        Decoder merged = lora.merged(below)) {
      return new Asked(merged, temperature).logProbabilities(history);
    }
  }

  /** Log-probabilities of all items, with the adapter beside the weights. */
  Map<String, Double> beside(Checkpoint adapter, List<String> history) throws IOException {
    double temperature = temperature(adapter);
    try (Decoder below = Decoder.load(base, DecoderOptions.defaults());
        LoraAdapter lora = LoraAdapter.read(adapter.weights(), below);
        Decoder beside = below.with(lora)) {
      return new Asked(beside, temperature).logProbabilities(history);
    }
  }

  /** The best items of the merged model. */
  List<String> list(Checkpoint adapter, List<String> history, int k) throws IOException {
    double temperature = temperature(adapter);
    try (Decoder below = Decoder.load(base, DecoderOptions.defaults());
        LoraAdapter lora = LoraAdapter.read(adapter.weights(), below);
        Decoder merged = lora.merged(below)) {
      return new Asked(merged, temperature).list(history, k);
    }
  }

  private static double temperature(Checkpoint adapter) throws IOException {
    return new JsonMapper()
        .readTree(Files.readAllBytes(adapter.resolve(CheckpointLayout.STATE)))
        .path("temperature")
        .asDouble(1);
  }

  /** A model with the catalogue. */
  private final class Asked {

    private final Decoder model;
    private final double temperature;
    private final ItemDictionary names = new ItemDictionary();

    Asked(Decoder model, double temperature) {
      this.model = model;
      this.temperature = temperature;
    }

    Map<String, Double> logProbabilities(List<String> history) {
      LanguageOpinion opinion =
          ask(history, ItemIds.of(IntStream.range(0, titles.size()).toArray()));
      Map<String, Double> byName = new TreeMap<>();
      for (int i = 0; i < opinion.items().size(); i++) {
        byName.put(names.nameOf(opinion.items().get(i)), opinion.logProbabilities()[i]);
      }
      return byName;
    }

    List<String> list(List<String> history, int k) {
      ItemIds own = ask(history, ItemIds.empty()).own();
      return IntStream.range(0, Math.min(k, own.size()))
          .mapToObj(place -> names.nameOf(own.get(place)))
          .toList();
    }

    private LanguageOpinion ask(List<String> history, ItemIds proposed) {
      List<LanguageOpinion> answers = new ArrayList<>();
      try (JsonTokenizer tokenizer = JsonTokenizer.load(base);
          LanguageRanker ranker =
              new LanguageRanker(
                  model,
                  new PromptRenderer(
                      PromptTemplate.compact(), tokenizer, new PromptLimits(20, 512)),
                  catalogue(tokenizer),
                  new RankerOptions(CANDIDATES, 1, temperature))) {
        ranker.rank(
            List.of(new Job(names.internAll(history), proposed)),
            (job, opinion) -> answers.add(opinion));
      }
      return answers.get(0);
    }

    private Catalogue catalogue(JsonTokenizer tokenizer) {
      return Catalogue.empty(names, new TitleEncoder(tokenizer))
          .with(
              IntStream.range(0, titles.size())
                  .mapToObj(item -> TitledItem.of("i" + item, titles.get(item)))
                  .toList(),
              List.of());
    }
  }
}
