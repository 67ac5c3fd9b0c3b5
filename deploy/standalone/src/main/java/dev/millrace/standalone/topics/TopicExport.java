package dev.millrace.standalone.topics;

import dev.millrace.contract.TopicPlan;
import java.util.List;

/** Planned topics as the input of whatever creates topics elsewhere. */
public interface TopicExport {

  /** Replicas of every partition that leave the choice to the cluster. */
  int CLUSTER_DEFAULT = -1;

  /**
   * The text, ending with a line break.
   *
   * @param plans what {@code millrace topics create} would create
   */
  String of(List<TopicPlan> plans);
}
