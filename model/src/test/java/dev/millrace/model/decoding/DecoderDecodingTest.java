package dev.millrace.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.catalogue.Catalogues;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding with the real decoder, against forward passes over whole sequences. */
class DecoderDecodingTest {

  private static final int ITEMS = 30;
  private static final List<TokenIds> PROMPTS =
      List.of(TokenIds.of(5, 6, 7), TokenIds.of(1, 9, 9, 8, 65, 66, 2, 4), TokenIds.of(3));

  @ParameterizedTest
  @CsvSource({"1, " + AttentionConfig.UNLIMITED, "2, " + AttentionConfig.UNLIMITED, "3, 4"})
  void shouldEqualWholeSequencesWhenTheBeamIsAsWideAsTheCatalogue(long seed, int window) {
    Catalogue catalogue = catalogue(seed);
    ItemIds all = ItemIds.of(IntStream.range(0, ITEMS).toArray());

    try (Decoder model = SmallModels.decoder(SmallModels.config(window), seed);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(ITEMS))) {
      List<double[]> exact =
          decoder.score(PROMPTS.stream().map(prompt -> new ScoringRequest(prompt, all)).toList());
      List<List<DecodedItem>> found = decoder.search(requests(ITEMS));

      for (int user = 0; user < PROMPTS.size(); user++) {
        for (int item = 0; item < ITEMS; item++) {
          assertThat(exact.get(user)[item])
              .isCloseTo(logProbability(model, catalogue, PROMPTS.get(user), item), within(1e-4));
        }
        for (DecodedItem decoded : found.get(user)) {
          assertThat(decoded.logProbability())
              .isCloseTo(exact.get(user)[decoded.item()], within(1e-4));
        }
      }
    }
  }

  @Test
  void shouldGiveEveryUserTheSameAloneAndInABatch() {
    Catalogue catalogue = catalogue(5);
    try (Decoder model = SmallModels.decoder(SmallModels.config(), 5);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(6))) {
      List<List<DecodedItem>> together = decoder.search(requests(5));

      for (int user = 0; user < PROMPTS.size(); user++) {
        List<DecodedItem> alone = decoder.search(List.of(requests(5).get(user))).get(0);
        assertThat(together.get(user).stream().map(DecodedItem::item))
            .containsExactlyElementsOf(alone.stream().map(DecodedItem::item).toList());
      }
      assertThat(decoder.search(requests(5))).isEqualTo(together);
    }
  }

  @Test
  void shouldSearchAndScoreAtOnceAsOneAfterTheOther() {
    Catalogue catalogue = catalogue(7);
    List<ItemIds> candidates =
        List.of(ItemIds.of(3, 17, 4), ItemIds.empty(), ItemIds.of(29, 0, ITEMS + 1));
    try (Decoder model = SmallModels.decoder(SmallModels.config(), 7);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(6))) {
      List<CatalogueDecoder.SearchedAndScored> both =
          decoder.searchAndScore(requests(5), candidates);

      List<List<DecodedItem>> found = decoder.search(requests(5));
      for (int user = 0; user < PROMPTS.size(); user++) {
        assertThat(both.get(user).found().stream().map(DecodedItem::item))
            .containsExactlyElementsOf(found.get(user).stream().map(DecodedItem::item).toList());
        double[] scores =
            decoder
                .score(List.of(new ScoringRequest(PROMPTS.get(user), candidates.get(user))))
                .get(0);
        assertThat(both.get(user).logProbabilities()).hasSize(scores.length);
        for (int i = 0; i < scores.length; i++) {
          assertThat(both.get(user).logProbability(i)).isCloseTo(scores[i], within(1e-4));
        }
      }
      assertThat(both.get(2).logProbability(2)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void shouldLeaveNoArraysBehindWhenDecodingOften() {
    Catalogue catalogue = catalogue(6);
    try (Decoder model = SmallModels.decoder(SmallModels.config(), 6);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(6))) {
      decoder.search(requests(5));
      int before = model.manager().getManagedArrays().size();
      for (int i = 0; i < 30; i++) {
        decoder.search(requests(5));
      }
      assertThat(model.manager().getManagedArrays()).hasSize(before);
    }
  }

  private static List<SearchRequest> requests(int k) {
    return PROMPTS.stream().map(prompt -> SearchRequest.of(prompt, Selection.best(k))).toList();
  }

  private static Catalogue catalogue(long seed) {
    return Catalogues.empty().with(Catalogues.random(new Random(seed), ITEMS), List.of());
  }

  private static double logProbability(
      Decoder model, Catalogue catalogue, TokenIds prompt, int item) {
    double total = 0;
    TokenIds before = prompt;
    int node = CatalogueTrie.ROOT;
    for (int token : catalogue.tokensOf(item).toArray()) {
      TokenIds children = catalogue.trie().childTokens(node);
      if (children.size() > 1) {
        float[] logits = logits(model, before, children);
        total += logits[children.indexOf(token)] - LogSum.of(logits, 1);
      }
      before = before.plus(token);
      node = catalogue.trie().child(node, token);
    }
    return total;
  }

  private static float[] logits(Decoder model, TokenIds sequence, TokenIds wanted) {
    TokenBatch batch = new TokenBatch(List.of(sequence.toArray()));
    int depth = model.config().layers();
    try (NDManager scratch = model.manager().newSubManager()) {
      ForwardRequest request =
          new ForwardRequest(batch, Positions.last(batch), List.of(depth), false);
      NDArray tokens = scratch.create(wanted.toLongArray());
      return model.head().logits(model.forward(scratch, request).at(depth), tokens).toFloatArray();
    }
  }
}
