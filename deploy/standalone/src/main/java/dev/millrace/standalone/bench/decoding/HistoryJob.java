package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.serving.language.RankingJob;
import dev.millrace.serving.language.Role;
import java.util.List;

/**
 * A user of a benchmark.
 *
 * @param history what the user took, oldest first
 * @param excluded items that must not be proposed
 * @param proposed candidates of the collaborative model
 */
record HistoryJob(ItemIds history, List<ItemIds> excluded, ItemIds proposed) implements RankingJob {

  /** One whose history is left out of the list. */
  static HistoryJob of(ItemIds history, ItemIds proposed) {
    return new HistoryJob(history, List.of(history), proposed);
  }

  @Override
  public Role role() {
    return Role.CURRENT;
  }
}
