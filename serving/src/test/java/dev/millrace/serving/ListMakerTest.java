package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.RecommendedItem;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListMakerTest {

  private final ServingTestKit kit = new ServingTestKit();

  @Test
  void shouldSayWhyInWordsWhenReasonsAreOn() {
    MadeList list = make(ListSettings.defaults(), "a");

    assertThat(list.places())
        .extracting(RecommendedItem::getReason)
        .containsExactly(
            "because you took Title of a",
            "because you took Title of a",
            "popular now",
            "popular now");
  }

  @Test
  void shouldSayNothingInWordsWhenReasonsAreOff() {
    MadeList list = make(new ListSettings(10, true, true, false, false, 50, Set.of()), "a");

    assertThat(list.places()).extracting(RecommendedItem::getReason).containsOnlyNulls();
    assertThat(list.places().get(0).getBecauseItemId()).isEqualTo("a");
  }

  @Test
  void shouldOfferSeenItemsWhenTheyAreNotExcluded() {
    MadeList list = make(new ListSettings(10, false, true, true, false, 50, Set.of()), "a", "b");

    assertThat(list.places()).extracting(RecommendedItem::getItemId).contains("b");
  }

  @Test
  void shouldOfferUnknownItemsWhenUnavailableOnesAreNotExcluded() {
    kit.know(
        kit.topics.itemTransitions(), "a", ServingTestKit.transitions("a", "not in catalogue"));

    assertThat(make(ListSettings.defaults(), "a").places())
        .extracting(RecommendedItem::getItemId)
        .containsExactly("q", "p");
    assertThat(make(new ListSettings(10, true, false, true, false, 50, Set.of()), "a").places())
        .extracting(RecommendedItem::getItemId)
        .containsExactly("not in catalogue", "q", "p");
  }

  @Test
  void shouldFilterTheShadowAsTheListWhenPopularityIsCompared() {
    MadeList list = make(ListSettings.defaults(), "a", "q");

    assertThat(list.shadows()).hasSize(1);
    assertThat(list.shadows().get(0).getModelId()).isEqualTo("popularity");
    assertThat(list.shadows().get(0).getItemIds()).containsExactly("p");
  }

  private MadeList make(ListSettings settings, String... items) {
    HeldSequence sequence =
        HeldSequence.of(ServingTestKit.sequence("u", 1, items), kit.knowledge.model().items(), 50);
    return kit.lists(settings).make(sequence, ListQuery.standard(settings));
  }
}
