package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.UserSequence;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldSequenceTest {

  private final ItemDictionary items = new ItemDictionary();

  @Test
  void shouldKeepTheLatestWhenSequenceIsLongerThanWanted() {
    UserSequence sequence = ServingTestKit.sequence("u", 9, "a", "b", "c");
    sequence.setRejectedItems(List.of("x", "y", "z"));

    HeldSequence held = HeldSequence.of(sequence, items, 2);

    assertThat(held.history().items()).isEqualTo(ItemIds.of(items.find("b"), items.find("c")));
    assertThat(held.rejected()).isEqualTo(ItemIds.of(items.find("y"), items.find("z")));
    assertThat(held.history().newestEventTime()).isEqualTo(ServingTestKit.NOW);
    assertThat(held.version()).isEqualTo(9);
    assertThat(items.find("a")).isEqualTo(ItemDictionary.UNKNOWN);
  }

  @Test
  void shouldBeEmptyWhenSequenceHoldsRejectionsOnly() {
    UserSequence sequence = ServingTestKit.sequence("u", 1);
    sequence.setRejectedItems(List.of("x"));

    HeldSequence held = HeldSequence.of(sequence, items, 2);

    assertThat(held.history().items().size()).isZero();
    assertThat(held.rejected().size()).isEqualTo(1);
  }
}
