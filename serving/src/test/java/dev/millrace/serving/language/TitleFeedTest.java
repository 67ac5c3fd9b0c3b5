package dev.millrace.serving.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import org.junit.jupiter.api.Test;

class TitleFeedTest {

  private final TitleFeed feed = new TitleFeed(new ItemDictionary());

  @Test
  void shouldStartWithAllItemsAsTheyAre() {
    feed.put(TitledItem.of("a", "old"));
    feed.put(TitledItem.of("b", "gone"));
    feed.put(TitledItem.of("a", "new"));
    feed.remove("b");
    feed.remove("never there");

    TitleFeed.Changes first = feed.subscribe().changes();

    assertThat(first.changed()).containsExactly(TitledItem.of("a", "new"));
    assertThat(first.removed()).isEmpty();
  }

  @Test
  void shouldGiveEachModelTheLastChangeOfAnItemOnce() {
    TitleFeed.Subscription one = feed.subscribe();
    TitleFeed.Subscription two = feed.subscribe();
    feed.put(TitledItem.of("a", "A"));
    feed.put(TitledItem.of("b", "B"));
    assertThat(take(one).changed()).hasSize(2);
    feed.remove("a");

    assertThat(take(one).removed()).containsExactly("a");
    assertThat(take(one).isNone()).isTrue();
    TitleFeed.Changes late = take(two);
    assertThat(late.changed()).containsExactly(TitledItem.of("b", "B"));
    assertThat(late.removed()).containsExactly("a");
  }

  @Test
  void shouldNotGiveAModelItemsThatChangedBeforeItsFirstCallAsTheyWere() {
    feed.put(TitledItem.of("a", "A"));
    feed.put(TitledItem.of("b", "old"));
    feed.put(TitledItem.of("c", "C"));
    TitleFeed.Subscription subscription = feed.subscribe();
    feed.remove("a");
    feed.put(TitledItem.of("b", "new"));

    TitleFeed.Changes first = subscription.changes();

    assertThat(first.changed())
        .containsExactlyInAnyOrder(TitledItem.of("b", "new"), TitledItem.of("c", "C"));
    assertThat(first.removed()).containsExactly("a");
  }

  @Test
  void shouldForgetModelsThatAreClosed() {
    TitleFeed.Subscription closed = feed.subscribe();
    closed.close();

    feed.put(TitledItem.of("a", "A"));

    assertThat(closed.changes().isNone()).isTrue();
  }

  @Test
  void shouldGiveChangesAgainUntilTheyAreAppliedWithThoseThatCameMeanwhile() {
    feed.put(TitledItem.of("first", "F"));
    TitleFeed.Subscription subscription = feed.subscribe();
    feed.put(TitledItem.of("a", "old"));
    feed.remove("b");
    feed.remove("c");
    TitleFeed.Changes given = subscription.changes();
    assertThat(subscription.changes()).isEqualTo(given);
    feed.put(TitledItem.of("a", "new"));
    feed.put(TitledItem.of("b", "back"));

    subscription.applied(given);

    assertThat(subscription.changes().changed())
        .containsExactlyInAnyOrder(TitledItem.of("a", "new"), TitledItem.of("b", "back"));
    assertThat(subscription.changes().removed()).isEmpty();
  }

  private static TitleFeed.Changes take(TitleFeed.Subscription subscription) {
    TitleFeed.Changes changes = subscription.changes();
    subscription.applied(changes);
    return changes;
  }
}
