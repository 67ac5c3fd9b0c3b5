package dev.millrace.standalone.bench.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.Item;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.ScoringRequest;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The baseline of the benchmark is worth its name only if it finds what the product finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainDecoderTest {

  private static final int USERS = 12;
  private static final int WIDTH = 6;

  private final DecodeSettings settings =
      new DecodeSettings(
          new ModelShape(2, 128, 600), DecoderOptions.cpu(), WIDTH, List.of(USERS), 5, 1, 3);
  private Workload workload;
  private Decoder model;
  private CatalogueDecoder decoder;
  private PlainDecoder plain;

  @BeforeAll
  void open() {
    workload = Workload.of(new DecodeData("generated", items(), List.of()), settings);
    model =
        TitleModel.create(
            settings.shape().config(workload.tokenizer()),
            settings.device(),
            workload.catalogue(),
            settings.seed());
    decoder = new CatalogueDecoder(model, workload.catalogue(), DecodingOptions.ofWidth(WIDTH));
    plain = new PlainDecoder(model, workload.catalogue().trie(), WIDTH);
  }

  @AfterAll
  void close() {
    plain.close();
    decoder.close();
    model.close();
    workload.close();
  }

  @Test
  void shouldFindTheSameAsTheProductWhenBothCompareAfterEachChoice() {
    List<TokenIds> prompts = workload.batch(0, USERS);

    List<List<DecodedItem>> lists = decoder.search(requests(prompts));

    double difference =
        new SameResults(workload.catalogue().trie()::leafOf)
            .require(plain.search(prompts, Pacing.CHOICES), lists);
    assertThat(difference).isLessThan(1e-4);
    assertThat(lists).allSatisfy(list -> assertThat(list).hasSize(WIDTH));
  }

  @Test
  void shouldGiveItemsTheirExactProbabilityWhenItComparesAfterEachToken() {
    List<TokenIds> prompts = workload.batch(1, USERS);

    List<List<DecodedItem>> lists = plain.search(prompts, Pacing.TOKENS);

    for (int user = 0; user < USERS; user++) {
      int[] items = lists.get(user).stream().mapToInt(DecodedItem::item).toArray();
      double[] exact =
          decoder.score(List.of(new ScoringRequest(prompts.get(user), ItemIds.of(items)))).get(0);
      assertThat(items).hasSize(WIDTH).doesNotHaveDuplicates();
      for (int place = 0; place < items.length; place++) {
        assertThat(lists.get(user).get(place).logProbability())
            .isCloseTo(exact[place], within(1e-4));
      }
    }
  }

  @Test
  void shouldKeepNothingWhenSearchesAreOver() {
    List<TokenIds> prompts = workload.batch(2, USERS);
    plain.search(prompts, Pacing.TOKENS);
    int before = model.manager().getManagedArrays().size();

    plain.search(prompts, Pacing.TOKENS);

    assertThat(model.manager().getManagedArrays()).hasSize(before);
  }

  @Test
  void shouldKnowHowOftenTokensComeInTitles() {
    long[] counts = new long[model.config().vocabularySize()];
    for (int item = 0; item < workload.catalogue().names().size(); item++) {
      for (int token : workload.catalogue().tokensOf(item).toArray()) {
        counts[token]++;
      }
    }
    int[] often = tokens(counts, count -> count >= 20);
    int[] once = tokens(counts, count -> count == 1);

    double difference = meanLogit(often) - meanLogit(once);

    double expected =
        IntStream.of(often)
            .mapToDouble(token -> Math.log((double) counts[token]))
            .average()
            .orElseThrow();
    assertThat(difference).isCloseTo(expected, within(expected / 2));
  }

  private static int[] tokens(long[] counts, LongPredicate condition) {
    return IntStream.range(0, counts.length).filter(i -> condition.test(counts[i])).toArray();
  }

  private double meanLogit(int[] tokens) {
    try (PromptSession session = model.open(List.of(workload.prompts().get(0).toArray()))) {
      float[] logits = session.logits(new int[] {0}, new int[][] {tokens})[0];
      return IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).average().orElseThrow();
    }
  }

  private static List<SearchRequest> requests(List<TokenIds> prompts) {
    return prompts.stream().map(prompt -> SearchRequest.of(prompt, Selection.best(WIDTH))).toList();
  }

  private static List<Item> items() {
    List<Item> items = new ArrayList<>();
    try (RowStream<Item> rows =
        new SyntheticStream(SyntheticSettings.defaults().sized(1, 400)).items()) {
      rows.forEachRemaining(items::add);
    }
    return items;
  }
}
