package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of each user, where serving writes one in each lane for every sequence.
 *
 * @param byUser in the order in which they were written
 */
record CurrentLists(Map<String, List<Recommendation>> byUser) {

  static CurrentLists of(List<Decoded<String, Recommendation>> records) {
    Map<String, List<Recommendation>> byUser = new HashMap<>();
    for (Decoded<String, Recommendation> list : records) {
      byUser.computeIfAbsent(list.key(), user -> new ArrayList<>()).add(list.value());
    }
    return new CurrentLists(byUser);
  }

  /** Whether a sequence has a refined list. */
  boolean refines(UserSequence sequence) {
    return of(sequence).stream().anyMatch(CurrentLists::isRefined);
  }

  /**
   * Asserts that each of these sequences has one instant list and one refined one behind it, by a
   * checkpoint that serving was told to use, and that nothing older or newer stands behind them.
   *
   * @param checkpoints ids that were announced
   */
  void answer(Collection<UserSequence> sequences, Collection<String> checkpoints) {
    assertThat(byUser).hasSameSizeAs(sequences);
    for (UserSequence sequence : sequences) {
      List<Recommendation> lists = of(sequence);
      assertThat(lists)
          .as(sequence.getUserId())
          .extracting(CurrentLists::isRefined)
          .containsExactly(false, true);
      assertThat(checkpoints).contains(lists.get(1).getCheckpointId());
      List<Recommendation> all = byUser.getOrDefault(sequence.getUserId(), List.of());
      assertThat(all).extracting(Recommendation::getSequenceVersion).isSorted();
      assertThat(all.get(all.size() - 1)).isSameAs(lists.get(1));
    }
  }

  private List<Recommendation> of(UserSequence sequence) {
    return byUser.getOrDefault(sequence.getUserId(), List.of()).stream()
        .filter(list -> list.getSequenceVersion() == sequence.getVersion())
        .toList();
  }

  private static boolean isRefined(Recommendation list) {
    return list.getCheckpointId() != null;
  }
}
