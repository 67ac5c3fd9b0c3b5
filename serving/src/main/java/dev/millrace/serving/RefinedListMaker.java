package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.serving.language.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes lists of what both models think, with what may be recommended and with p_CF as they are
 * when the list is written. Belongs to the serving thread.
 */
final class RefinedListMaker {

  private final Knowledge knowledge;
  private final ListSettings settings;
  private final ListMaker instant;
  private final CollaborativeOpinion opinion;

  RefinedListMaker(
      Knowledge knowledge, ListSettings settings, ScoringSettings scoring, ListMaker instant) {
    this.knowledge = knowledge;
    this.settings = settings;
    this.instant = instant;
    this.opinion = new CollaborativeOpinion(knowledge.model(), scoring.options());
  }

  /** The list that is wanted when a sequence is new. */
  ListQuery standard() {
    return ListQuery.standard(settings);
  }

  /**
   * What may be in a list, for the thread of the language model, which knows the titles of no other
   * items than those that are offered.
   *
   * @param proposals that the collaborative model makes
   */
  Refinement.Choice choice(HeldSequence sequence, ListQuery query, int proposals) {
    Selection now = instant.selection(sequence, query.ofLength(proposals));
    List<String> categories = query.categories();
    IntPredicate eligible =
        categories.isEmpty() ? item -> true : knowledge.catalogue().inAny(categories)::get;
    return new Refinement.Choice(
        query,
        new Selection(proposals, now.excluded(), eligible),
        opinion.best(sequence.history(), now));
  }

  /**
   * The list.
   *
   * @return null if so much has been removed from the catalogue meanwhile that the list would be
   *     shorter for it
   */
  @Nullable MadeList make(Refinement job, Ranked.Answer answer) {
    List<Candidate> candidates = candidates(job, answer);
    boolean isShort = candidates.size() < job.choice().query().k();
    return isShort && candidates.size() < answer.opinion().items().size()
        ? null
        : make(job, answer, candidates);
  }

  /** The list of what has not been removed meanwhile, however short. */
  MadeList makeOfTheRest(Refinement job, Ranked.Answer answer) {
    return make(job, answer, candidates(job, answer));
  }

  private List<Candidate> candidates(Refinement job, Ranked.Answer answer) {
    return new Candidates(job, answer, allowed(job)).all();
  }

  private MadeList make(Refinement job, Ranked.Answer answer, List<Candidate> candidates) {
    List<Candidate> list = best(job, answer, candidates);
    return new MadeList(
        new MadeBy(job.role().fusionId(), answer.checkpointId()),
        ItemIds.of(list.stream().mapToInt(Candidate::item).toArray()),
        list.stream().map(this::place).toList(),
        shadows(job, candidates));
  }

  /**
   * An item that may be recommended.
   *
   * @param item dense id
   * @param found whether the language model found it itself
   * @param collaborative the collaborative model's proposal of it; null if it made none
   * @param logProbability log P_LM
   * @param score of both; 0 before it is known
   */
  private record Candidate(
      int item,
      boolean found,
      @Nullable ScoredItem collaborative,
      double logProbability,
      double score) {

    Candidate scored(double other) {
      return new Candidate(item, found, collaborative, logProbability, other);
    }
  }

  private List<Candidate> best(Refinement job, Ranked.Answer answer, List<Candidate> candidates) {
    ItemIds items = ItemIds.of(candidates.stream().mapToInt(Candidate::item).toArray());
    double[] scores =
        answer
            .form()
            .scores(
                opinion.of(job.sequence().history(), items),
                candidates.stream().mapToDouble(Candidate::logProbability).toArray());
    return IntStream.range(0, scores.length)
        .mapToObj(i -> candidates.get(i).scored(scores[i]))
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(job.choice().query().k())
        .toList();
  }

  private Allowed allowed(Refinement job) {
    Selection selection = instant.selection(job.sequence(), job.choice().query());
    Set<Integer> excluded = new HashSet<>();
    selection.excluded().forEach(items -> items.forEach(excluded::add));
    return item ->
        !excluded.contains(item)
            && selection.eligible().test(item)
            && knowledge.catalogue().holds(item);
  }

  private interface Allowed {
    boolean test(int item);
  }

  /** The candidates of one answer; of items with one title that with the largest p_CF. */
  private final class Candidates {

    private final Refinement job;
    private final Ranked.Answer answer;
    private final Allowed allowed;
    private final CatalogueTrie trie;

    Candidates(Refinement job, Ranked.Answer answer, Allowed allowed) {
      this.job = job;
      this.answer = answer;
      this.allowed = allowed;
      this.trie = answer.catalogue().trie();
    }

    List<Candidate> all() {
      ItemIds items = answer.opinion().items();
      double[] logProbabilities = answer.opinion().logProbabilities();
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        boolean found = i < answer.opinion().found();
        int item = preferred(items.get(i));
        if (item != CatalogueTrie.NONE) {
          candidates.add(
              new Candidate(item, found, proposalOf(items.get(i)), logProbabilities[i], 0));
        }
      }
      return candidates;
    }

    private int preferred(int item) {
      int[] same = sameTitle(item).filter(allowed::test).toArray();
      if (same.length <= 1) {
        return same.length == 0 ? CatalogueTrie.NONE : same[0];
      }
      double[] opinions = opinion.of(job.sequence().history(), ItemIds.of(same));
      return IntStream.range(0, same.length)
          .boxed()
          .max(Comparator.comparingDouble(i -> opinions[i]))
          .map(i -> same[i])
          .orElse(CatalogueTrie.NONE);
    }

    private IntStream sameTitle(int item) {
      int leaf = trie.leafOf(item);
      return leaf == CatalogueTrie.NONE
          ? IntStream.of(item)
          : IntStream.range(trie.itemsFrom(leaf), trie.itemsTo(leaf)).map(trie::itemAt);
    }

    private @Nullable ScoredItem proposalOf(int item) {
      int leaf = trie.leafOf(item);
      return job.collaborative().stream()
          .filter(
              proposed ->
                  proposed.item() == item
                      || (leaf != CatalogueTrie.NONE && trie.leafOf(proposed.item()) == leaf))
          .findFirst()
          .orElse(null);
    }
  }

  private RecommendedItem place(Candidate candidate) {
    ScoredItem proposed = candidate.collaborative();
    boolean isTransition = proposed != null && proposed.source() == ScoredItem.Source.TRANSITIONS;
    return instant
        .places()
        .write(
            new Place(
                candidate.item(),
                candidate.score(),
                source(candidate, isTransition),
                proposed != null && isTransition ? proposed.because() : ItemDictionary.UNKNOWN));
  }

  private static Place.Source source(Candidate candidate, boolean isTransition) {
    if (candidate.found() || candidate.collaborative() == null) {
      return isTransition ? Place.Source.BOTH : Place.Source.LANGUAGE_MODEL;
    }
    return isTransition ? Place.Source.TRANSITIONS : Place.Source.POPULARITY;
  }

  private List<ShadowList> shadows(Refinement job, List<Candidate> candidates) {
    MadeList made = instant.make(job.sequence(), job.choice().query());
    List<ShadowList> shadows = new ArrayList<>(made.shadows());
    if (settings.shadowModels().contains(ModelIds.TRANSITIONS)) {
      shadows.add(shadow(ModelIds.TRANSITIONS, made.items()));
    }
    if (settings.shadowModels().contains(ModelIds.LANGUAGE_MODEL)) {
      ItemIds found =
          ItemIds.of(
              candidates.stream()
                  .filter(Candidate::found)
                  .limit(job.choice().query().k())
                  .mapToInt(Candidate::item)
                  .toArray());
      shadows.add(shadow(job.role().languageId(), found));
    }
    return shadows;
  }

  private ShadowList shadow(String modelId, ItemIds items) {
    return new ShadowList(
        modelId,
        IntStream.range(0, items.size())
            .mapToObj(i -> knowledge.model().items().nameOf(items.get(i)))
            .toList());
  }
}
