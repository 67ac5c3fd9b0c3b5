package dev.millrace.serving.language;

import dev.millrace.model.collaborative.ItemIds;
import java.util.List;

/** One user to ask a language model about; immutable, for it is handed from thread to thread. */
public interface RankingJob {

  /** Which model is asked. */
  Role role();

  /** What the user took, dense ids, oldest first. */
  ItemIds history();

  /** Items that must not be proposed. */
  List<ItemIds> excluded();

  /** Candidates of the collaborative model. */
  ItemIds proposed();
}
