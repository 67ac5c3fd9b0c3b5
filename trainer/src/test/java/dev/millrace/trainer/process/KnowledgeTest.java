package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

  private final Knowledge knowledge =
      new Knowledge(
          new CollaborativeParameters(CollaborativeOptions.defaults(), Decay.none(), 100));

  @Test
  void shouldGiveTheSameChangesInWhateverOrderItemsAreRead() {
    put("b", "Kind of Blue");
    put("a", "Blue Train");

    assertThat(knowledge.takeChanges().changed())
        .extracting(TitledItem::itemId)
        .containsExactly("a", "b");
  }

  @Test
  void shouldGiveChangesOnceAndOnlyTheLatest() {
    put("a", "Blue Train");
    put("a", "Blue Trane");
    knowledge.onItem("b", null);
    Knowledge.TitleChanges changes = knowledge.takeChanges();

    assertThat(changes.changed()).containsExactly(TitledItem.of("a", "Blue Trane"));
    assertThat(changes.removed()).containsExactly("b");
    assertThat(knowledge.takeChanges().isNone()).isTrue();
  }

  @Test
  void shouldCountOnlyItemsThatHaveTitles() {
    put("a", "Blue Train");
    put("b", " ");

    assertThat(knowledge.waiting()).extracting(TitledItem::itemId).containsExactly("a");
  }

  @Test
  void shouldForgetRowsThatAreNoMore() {
    knowledge.onTransitions(
        "a", new ItemTransitions("a", List.of(new Successor("b", 2.0)), 2.0, 5L));
    knowledge.onPopularity("a", new ItemPopularity("a", 3.0, 5L));
    int a = knowledge.names().find("a");
    assertThat(knowledge.model().transitions().row(a)).isNotNull();
    assertThat(knowledge.model().popularity().weightOf(a)).isEqualTo(3);

    knowledge.onTransitions("a", null);
    knowledge.onPopularity("a", null);

    assertThat(knowledge.model().transitions().row(a)).isNull();
    assertThat(knowledge.model().popularity().size()).isZero();
  }

  private void put(String id, String title) {
    knowledge.onItem(id, new Item(id, title, List.of(), true));
  }
}
