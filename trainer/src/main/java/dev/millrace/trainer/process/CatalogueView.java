package dev.millrace.trainer.process;

import dev.millrace.avro.TrainingExample;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.trainer.evaluation.BeamOptions;
import dev.millrace.trainer.evaluation.BeamRecommender;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.RowPacker;
import dev.millrace.trainer.learning.ItemRewards;
import dev.millrace.trainer.learning.LearningContext;
import dev.millrace.trainer.rewards.PopularityMass;
import dev.millrace.trainer.rewards.TokenRewards;
import dev.millrace.trainer.rewards.TransitionScores;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What examples are learned and judged against: titles and collaborative model as they were at one
 * moment. It changes between checkpoints only, so that whoever goes on from one sees the same.
 */
final class CatalogueView {

  private final Catalogue catalogue;
  private final Knowledge knowledge;
  private final TrainerSettings settings;
  private final RowPacker packer;
  private final PromptRenderer prompts;
  private final LearningContext context;

  CatalogueView(
      Catalogue catalogue, Knowledge knowledge, LanguageModel model, TrainerSettings settings) {
    this.catalogue = catalogue;
    this.knowledge = knowledge;
    this.settings = settings;
    this.packer =
        new RowPacker(
            catalogue, settings.prompt().text(), model.tokenizer(), settings.prompt().limits());
    this.prompts =
        new PromptRenderer(settings.prompt().text(), model.tokenizer(), settings.prompt().limits());
    this.context = new LearningContext(catalogue.trie(), rewards());
  }

  /** The streams have counted the examples already, so their own pairs are taken back. */
  private @Nullable ItemRewards rewards() {
    if (!settings.objective().config().needsRewards() || catalogue.trie().items() == 0) {
      return null;
    }
    TokenRewards rewards =
        new TokenRewards(
            catalogue.trie(),
            PopularityMass.of(catalogue.trie(), knowledge.model().popularity()),
            new TransitionScores(knowledge.recommender(), true),
            TokenRewards.DEFAULT_EPSILON);
    return example ->
        rewards.alongPath(new History(example.history(), example.timestamp()), example.target());
  }

  Catalogue catalogue() {
    return catalogue;
  }

  RowPacker packer() {
    return packer;
  }

  LearningContext context() {
    return context;
  }

  /** Those of some examples whose targets have titles, with dense ids. */
  List<LearningExample> learnable(List<TrainingExample> examples) {
    return dense(examples).stream().filter(packer::isLearnable).toList();
  }

  boolean isLearnable(TrainingExample example) {
    return packer.isLearnable(dense(example));
  }

  /** All of some examples, with dense ids. */
  List<LearningExample> dense(List<TrainingExample> examples) {
    return examples.stream().map(this::dense).toList();
  }

  private LearningExample dense(TrainingExample example) {
    return new LearningExample(
        example.getEventId(),
        example.getUserId(),
        knowledge.names().internAll(example.getHistory()),
        knowledge.names().intern(example.getTarget()),
        example.getTimestamp());
  }

  /** The items with an item's title, itself among them, also where it has none: hits on it. */
  ItemIds sharingTitleOf(int item) {
    CatalogueTrie trie = catalogue.trie();
    int leaf = trie.leafOf(item);
    return leaf == CatalogueTrie.NONE
        ? ItemIds.of(item)
        : ItemIds.of(
            IntStream.range(trie.itemsFrom(leaf), trie.itemsTo(leaf)).map(trie::itemAt).toArray());
  }

  /** A language model as a recommender over these titles; of equal titles the most popular one. */
  BeamRecommender recommender(Decoder decoder, double temperature) {
    return new BeamRecommender(
        decoder,
        catalogue,
        prompts,
        BeamOptions.of(settings.judging().beam(), temperature),
        knowledge.model().popularity()::weightOf);
  }
}
