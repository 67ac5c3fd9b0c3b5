package dev.millrace.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.tokenizer.LetterTokenizer;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTrieTest {

  private static final int END = LetterTokenizer.END;

  @Test
  void shouldSortTheChildrenOfEveryNode() {
    CatalogueTrie trie = Catalogues.of("b", "ac", "ab", "a").trie();

    assertThat(trie.childTokens(CatalogueTrie.ROOT)).isEqualTo(TokenIds.of('a', 'b'));
    assertThat(trie.firstChild(CatalogueTrie.ROOT)).isEqualTo(1);
    int a = trie.child(CatalogueTrie.ROOT, 'a');
    assertThat(trie.childTokens(a)).isEqualTo(TokenIds.of(END, 'b', 'c'));
    assertThat(trie.child(a, 'd')).isEqualTo(CatalogueTrie.NONE);
    assertThat(trie.isLeaf(trie.child(a, END))).isTrue();
    assertThat(trie.isLeaf(a)).isFalse();
  }

  @Test
  void shouldShareALeafWhenTitlesAreTheSame() {
    CatalogueTrie trie = Catalogues.of("ab", "c", "ab").trie();

    assertThat(trie.leaves()).isEqualTo(2);
    assertThat(trie.items()).isEqualTo(3);
    assertThat(itemsOf(trie, trie.leafOf(0))).containsExactly(0, 2);
    assertThat(trie.leafOf(2)).isEqualTo(trie.leafOf(0));
    assertThat(trie.leafOf(3)).isEqualTo(CatalogueTrie.NONE);
  }

  @Test
  void shouldHaveOnlyARootWhenThereAreNoItems() {
    CatalogueTrie trie = Catalogues.empty().trie();

    assertThat(trie.nodes()).isEqualTo(1);
    assertThat(trie.childCount(CatalogueTrie.ROOT)).isZero();
    assertThat(trie.isLeaf(CatalogueTrie.ROOT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldLeadEveryTitleToItsItem(long seed) {
    List<TitledItem> items = Catalogues.random(new Random(seed), 300);
    Catalogue catalogue = Catalogues.empty().with(items, List.of());
    CatalogueTrie trie = catalogue.trie();

    for (TitledItem item : items) {
      TokenIds tokens = new LetterTokenizer().encode(item.title()).plus(END);
      int node = CatalogueTrie.ROOT;
      for (int token : tokens.toArray()) {
        assertThat(trie.parent(trie.child(node, token))).isEqualTo(node);
        node = trie.child(node, token);
      }
      int dense = catalogue.names().find(item.itemId());
      assertThat(trie.leafOf(dense)).isEqualTo(node);
      assertThat(trie.path(node)).isEqualTo(tokens);
      assertThat(itemsOf(trie, node)).contains(dense);
    }
    assertThat(trie.items()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldSumScoresUnderEveryNode(long seed) {
    Random random = new Random(seed);
    CatalogueTrie trie = Catalogues.empty().with(Catalogues.random(random, 200), List.of()).trie();
    double[] scores = random.doubles(200).toArray();
    double[] expected = new double[trie.nodes()];
    for (int item = 0; item < scores.length; item++) {
      for (int node = trie.leafOf(item); node != CatalogueTrie.ROOT; node = trie.parent(node)) {
        expected[node] += scores[item];
      }
      expected[CatalogueTrie.ROOT] += scores[item];
    }

    double[] sums = new double[trie.nodes()];
    trie.sumUnderNodes(item -> scores[item], sums);

    assertThat(sums).containsExactly(expected, within(1e-12));
  }

  @Test
  void shouldRefuseATitleThatHoldsTheEnd() {
    TokenSequences sequences = new TokenSequences(END);

    assertThatThrownBy(() -> sequences.add(7, TokenIds.of('a', END, 'b', END)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("item 7");
  }

  @Test
  void shouldCutLongTitles() {
    Catalogue catalogue =
        Catalogue.empty(new ItemDictionary(), new TitleEncoder(new LetterTokenizer(), 3))
            .with(List.of(TitledItem.of("x", "abcdef"), TitledItem.of("y", "abxy")), List.of());

    assertThat(catalogue.tokensOf(0)).isEqualTo(TokenIds.of('a', 'b', END));
    assertThat(catalogue.trie().leaves()).isEqualTo(1);
  }

  private static int[] itemsOf(CatalogueTrie trie, int leaf) {
    return IntStream.range(trie.itemsFrom(leaf), trie.itemsTo(leaf)).map(trie::itemAt).toArray();
  }
}
