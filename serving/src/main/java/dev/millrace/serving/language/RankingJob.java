package dev.millrace.serving.language;

import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import java.util.function.IntPredicate;

/** One user to ask a language model about; immutable, for it is handed from thread to thread. */
public interface RankingJob {

  /** Which model is asked. */
  Role role();

  /** What the user took, dense ids, oldest first. */
  ItemIds history();

  /** Items that must not be proposed. */
  List<ItemIds> excluded();

  /** Asked with dense ids from the model's thread; false leaves an item out. */
  default IntPredicate eligible() {
    return item -> true;
  }

  /** Candidates of the collaborative model. */
  ItemIds proposed();
}
