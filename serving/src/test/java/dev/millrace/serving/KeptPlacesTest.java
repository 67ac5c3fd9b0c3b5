package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptPlacesTest {

  private final ServingTestKit kit = new ServingTestKit();
  private final ItemDictionary items = kit.knowledge.model().items();
  private final PlaceWriter writer = new PlaceWriter(items, kit.knowledge.catalogue(), true);

  @Test
  void shouldGiveBackWhatWasWritten() {
    List<RecommendedItem> written =
        List.of(
            new RecommendedItem(
                "b",
                -1.5,
                "both",
                "a",
                "because you took Title of a, and goes with what you took lately"),
            new RecommendedItem("c", -2.25, "transitions", "a", "because you took Title of a"),
            new RecommendedItem(
                "p", -3.0, "language-model", null, "goes with what you took lately"),
            new RecommendedItem("q", -4.0, "popularity", null, "popular now"));

    assertThat(KeptPlaces.of(written, items).all()).map(writer::write).isEqualTo(written);
  }

  @Test
  void shouldTakeASourceThatOnlyALaterVersionKnowsForTheLanguageModel() {
    List<RecommendedItem> written = List.of(new RecommendedItem("b", 1.0, "oracle", null, null));

    assertThat(KeptPlaces.of(written, items).all())
        .extracting(Place::source)
        .containsExactly(Place.Source.LANGUAGE_MODEL);
  }

  @Test
  void shouldShortenTitlesInReasons() {
    String title = "🎷".repeat(20_000);
    kit.know(Item.newBuilder().setItemId("long").setTitle(title).build());
    RecommendedItem place = new RecommendedItem("b", 1.0, "transitions", "long", null);

    RecommendedItem written = writer.write(KeptPlaces.of(List.of(place), items).all().get(0));

    assertThat(written.getReason()).isEqualTo("because you took " + "🎷".repeat(100) + "…");
  }
}
