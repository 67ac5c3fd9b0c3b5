package dev.millrace.serving.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.tokenizer.TokenIds;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizedCatalogueTest {

  private final ItemDictionary names = new ItemDictionary();
  private final TitleFeed feed = new TitleFeed(names);
  private final Letters first = new Letters();
  private final Letters second = new Letters();
  private final TokenizedCatalogue one =
      TokenizedCatalogue.of(
          "letters", feed.subscribe(), Catalogue.empty(names, new TitleEncoder(first)));

  @Test
  void shouldEncodeNoTitleAgainForAModelWithTheSameTokenizer() {
    feed.put(TitledItem.of("a", "A"));
    feed.put(TitledItem.of("b", "B"));
    one.follow();
    feed.put(TitledItem.of("c", "C"));

    TokenizedCatalogue two = one.fork("letters", new TitleEncoder(second)).orElseThrow();
    one.close();
    feed.remove("a");
    Catalogue followed = two.follow();

    assertThat(first.encoded()).containsExactly("A", "B");
    assertThat(second.encoded()).containsExactly("C");
    assertThat(followed.trie().items()).isEqualTo(2);
    assertThat(followed.isAvailable(names.find("a"))).isFalse();
    assertThat(followed.tokensOf(names.find("c"))).isEqualTo(TokenIds.of('C', 2));
  }

  @Test
  void shouldNotServeAnotherTokenizerNorGoOnFromWhatFollowsNoMore() {
    assertThat(one.fork("words", new TitleEncoder(second))).isEmpty();

    one.close();

    assertThat(one.fork("letters", new TitleEncoder(second))).isEmpty();
  }

  @Test
  void shouldMissNoChangeAfterAFailure() {
    feed.put(TitledItem.of("a", "A"));
    feed.put(TitledItem.of("b", "B"));
    one.follow();
    feed.remove("a");
    feed.put(TitledItem.of("c", "C"));
    first.beforeEncoding(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(one::follow).hasMessage("broken");
    first.beforeEncoding(() -> {});
    feed.put(TitledItem.of("b", "D"));

    Catalogue followed = one.follow();

    assertThat(followed.isAvailable(names.find("a"))).isFalse();
    assertThat(followed.tokensOf(names.find("b"))).isEqualTo(TokenIds.of('D', 2));
    assertThat(followed.tokensOf(names.find("c"))).isEqualTo(TokenIds.of('C', 2));
  }

  @Test
  void shouldFollowOtherTitlesWhenOneCannotBeSaid() {
    feed.put(TitledItem.of("a", "A"));
    feed.put(TitledItem.of("odd", "O\u0002D"));
    one.follow();
    feed.put(TitledItem.of("b", "B"));

    Catalogue followed = one.follow();

    assertThat(followed.trie().items()).isEqualTo(2);
    assertThat(followed.isAvailable(names.find("odd"))).isFalse();
  }

  @Test
  void shouldTellTokenizersApartByTheirFiles(@TempDir Path folder) throws Exception {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path there = Files.createDirectory(folder.resolve("there"));
    Files.writeString(here.resolve("tokenizer.json"), "{}");
    assertThat(TokenizedCatalogue.sumOf(here)).isNotEqualTo(TokenizedCatalogue.sumOf(there));

    Files.writeString(there.resolve("tokenizer.json"), "{}");
    assertThat(TokenizedCatalogue.sumOf(here)).isEqualTo(TokenizedCatalogue.sumOf(there));

    Files.writeString(there.resolve("tokenizer_config.json"), "{}");
    assertThat(TokenizedCatalogue.sumOf(here)).isNotEqualTo(TokenizedCatalogue.sumOf(there));
  }
}
