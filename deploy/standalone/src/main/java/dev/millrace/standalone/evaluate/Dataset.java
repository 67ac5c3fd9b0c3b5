package dev.millrace.standalone.evaluate;

import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.sequential.RankingQuery;
import java.util.List;

/**
 * What recommenders learn from and are judged by.
 *
 * @param name of its folder
 * @param items the catalogue; dense ids follow its order
 * @param titles of those items that have one
 * @param training items of each user, oldest first, put together from the training cases
 * @param valid cases that decide when to stop
 * @param judged cases that the figures are of
 */
public record Dataset(
    String name,
    ItemDictionary items,
    List<TitledItem> titles,
    List<int[]> training,
    List<RankingQuery> valid,
    List<RankingQuery> judged) {

  /** Copies the lists. */
  public Dataset {
    titles = List.copyOf(titles);
    training = List.copyOf(training);
    valid = List.copyOf(valid);
    judged = List.copyOf(judged);
  }
}
