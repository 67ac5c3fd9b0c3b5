package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Makes lists; the same code whether an interaction, a request or an HTTP query asks. Belongs to
 * the serving thread.
 */
final class ListMaker {

  private final ListSettings settings;
  private final ItemDictionary items;
  private final Catalogue catalogue;
  private final CollaborativeRecommender recommender;
  private final PlaceWriter places;
  private final KeptLists kept;

  ListMaker(Knowledge knowledge, ListSettings settings, ScoringSettings scoring) {
    this.settings = settings;
    this.items = knowledge.model().items();
    this.catalogue = knowledge.catalogue();
    this.places = new PlaceWriter(items, catalogue, settings.reasons());
    this.kept = new KeptLists(items, catalogue, settings, places);
    this.recommender = new CollaborativeRecommender(knowledge.model(), scoring.options());
  }

  /** The served list, and what the shadow models would show. */
  MadeList make(HeldSequence sequence, ListQuery query) {
    Selection selection = selection(sequence, query);
    List<ScoredItem> served = recommender.recommend(sequence.history(), selection);
    List<ShadowList> shadows =
        settings.shadowModels().contains(ModelIds.POPULARITY)
            ? List.of(popularityShadow(selection))
            : List.of();
    return new MadeList(
        MadeBy.TRANSITIONS, idsOf(served), served.stream().map(this::place).toList(), shadows);
  }

  /** What may be in a list. */
  Selection selection(HeldSequence sequence, ListQuery query) {
    List<ItemIds> excluded = new ArrayList<>();
    excluded.add(sequence.rejected());
    excluded.add(known(query.excludeItems()));
    if (query.excludeSeen()) {
      excluded.add(sequence.history().items());
    }
    return new Selection(query.k(), excluded, eligible(query.categories()));
  }

  private IntPredicate eligible(List<String> categories) {
    IntPredicate available = settings.excludeUnavailable() ? catalogue::isAvailable : item -> true;
    return categories.isEmpty()
        ? available
        : available.and(item -> catalogue.isInAny(item, categories));
  }

  /** Dense ids of those items that have one; asking must not make the dictionary grow. */
  private ItemIds known(List<String> itemIds) {
    return ItemIds.of(
        itemIds.stream()
            .mapToInt(items::find)
            .filter(item -> item != ItemDictionary.UNKNOWN)
            .toArray());
  }

  private ShadowList popularityShadow(Selection selection) {
    List<String> names =
        recommender.mostPopular(selection).stream()
            .map(scored -> items.nameOf(scored.item()))
            .toList();
    return new ShadowList(ModelIds.POPULARITY, names);
  }

  /** Makes places of records. */
  PlaceWriter places() {
    return places;
  }

  /** Answers with what a language model has made before. */
  KeptLists kept() {
    return kept;
  }

  private RecommendedItem place(ScoredItem scored) {
    boolean isTransition = scored.source() == ScoredItem.Source.TRANSITIONS;
    return places.write(
        new Place(
            scored.item(),
            scored.score(),
            isTransition ? Place.Source.TRANSITIONS : Place.Source.POPULARITY,
            isTransition ? scored.because() : ItemDictionary.UNKNOWN));
  }

  private static ItemIds idsOf(List<ScoredItem> list) {
    return ItemIds.of(list.stream().mapToInt(ScoredItem::item).toArray());
  }
}
