package dev.millrace.model.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.Catalogues;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.ScoringRequest;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateSearchTest {

  private static final TokenIds PROMPT = TokenIds.of(5, 6, 7);

  /** Items 4 and 5 have one title; 6 has none. */
  private static final Catalogue CATALOGUE = Catalogues.of("AB", "AC", "BA", "BDD", "CA", "CA", "");

  @Test
  void shouldPutItsOwnFirstAndScoreWhatOthersProposeExactly() {
    try (Decoder model = SmallModels.decoder(SmallModels.config(), 3);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, CATALOGUE, DecodingOptions.ofWidth(2))) {
      LanguageOpinion opinion = ask(decoder, 2, ItemIds.of(0, 1, 2, 3, 4));

      assertThat(opinion.found()).isEqualTo(2);
      assertThat(IntStream.range(0, opinion.items().size()).map(opinion.items()::get))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      double[] exact =
          decoder.score(List.of(new ScoringRequest(PROMPT, ItemIds.of(0, 1, 2, 3, 4)))).get(0);
      Map<Integer, Double> given = new HashMap<>();
      for (int i = 0; i < opinion.items().size(); i++) {
        given.put(opinion.items().get(i), opinion.logProbabilities()[i]);
      }
      for (int item = 0; item < exact.length; item++) {
        assertThat(given.get(item)).isCloseTo(exact[item], within(1e-4));
      }
    }
  }

  @Test
  void shouldTakeTheProposedItemOfATitleAndKeepItemsWithoutOne() {
    try (Decoder model = SmallModels.decoder(SmallModels.config(), 3);
        CatalogueDecoder decoder =
            new CatalogueDecoder(model, CATALOGUE, DecodingOptions.ofWidth(1))) {
      LanguageOpinion opinion = ask(decoder, 5, ItemIds.of(5, 6, 7));

      assertThat(opinion.found()).isEqualTo(5);
      assertThat(opinion.items().size()).isEqualTo(7);
      assertThat(opinion.items().contains(5)).isTrue();
      assertThat(opinion.items().contains(4)).isFalse();
      assertThat(opinion.logProbabilities()[5]).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(opinion.logProbabilities()[6]).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  private static LanguageOpinion ask(CatalogueDecoder decoder, int k, ItemIds proposed) {
    SearchRequest request = SearchRequest.of(PROMPT, new Selection(k, List.of(), item -> true));
    return new CandidateSearch(decoder, CATALOGUE.trie())
        .ask(List.of(new CandidateQuery(request, proposed)))
        .get(0);
  }
}
