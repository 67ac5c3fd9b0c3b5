package dev.millrace.standalone.data;

import java.util.List;

/**
 * One case of an offline evaluation: what a user had done, and what came next.
 *
 * @param userId the user
 * @param history item ids before the target, oldest first; may be empty
 * @param target the item that came next
 */
public record EvaluationCase(String userId, List<String> history, String target) {

  public EvaluationCase {
    history = List.copyOf(history);
    if (target.isBlank()) {
      throw new IllegalArgumentException("A case needs a target, but it was blank");
    }
  }
}
