package dev.millrace.model.collaborative;

/**
 * All that the collaborative recommender knows, with one dictionary of items.
 *
 * @param items names of items as dense ids
 * @param transitions what follows what
 * @param popularity what is taken most, for the tail of a list
 */
public record CollaborativeModel(
    ItemDictionary items, TransitionModel transitions, PopularityRanking popularity) {

  /**
   * A model that knows nothing yet.
   *
   * @param decay how popularity fades
   */
  public static CollaborativeModel empty(Decay decay) {
    ItemDictionary items = new ItemDictionary();
    return new CollaborativeModel(
        items, new TransitionModel(), new PopularityRanking(items, decay));
  }
}
