package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Interactions as a platform with many people at once sees them: neighbours come from different
 * people. A generated stream has few sessions at a time, which would let caches swallow most writes
 * and flatter every topology that only keeps the latest state.
 */
final class Crowded {

  private Crowded() {}

  /**
   * Reorders interactions: everybody's first, then everybody's second, and so on.
   *
   * @param interactions where they come from
   * @param count how many are taken
   * @return the same interactions; each person's own order is kept
   */
  static List<Interaction> take(Iterator<Interaction> interactions, int count) {
    Map<String, Integer> turns = new HashMap<>();
    List<List<Interaction>> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Interaction interaction = interactions.next();
      int turn = turns.merge(interaction.getUserId(), 1, Integer::sum);
      if (rounds.size() < turn) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(turn - 1).add(interaction);
    }
    return rounds.stream().flatMap(List::stream).toList();
  }
}
