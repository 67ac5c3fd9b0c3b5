package dev.millrace.standalone.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  /** Text of maps, lists, strings and numbers, which can always be written. */
  static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of strings and numbers could not be written", e);
    }
  }
}
