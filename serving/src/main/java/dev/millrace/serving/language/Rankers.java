package dev.millrace.serving.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Language models that are asked without being waited for. */
public interface Rankers<J extends RankingJob> {

  /** The checkpoint that answers for a role now; null when there is none yet. */
  @Nullable String checkpointId(Role role);

  /** Whether another window of jobs would be begun soon. */
  boolean isFree();

  /** Takes jobs; every one of them comes back from {@link #finished}, in any order. */
  void submit(List<J> window);

  /** What has been done since the last call. */
  List<Ranked<J>> finished();
}
