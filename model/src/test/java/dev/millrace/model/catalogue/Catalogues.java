package dev.millrace.model.catalogue;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.tokenizer.LetterTokenizer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Catalogues for tests: one letter is one token. */
public final class Catalogues {

  private Catalogues() {}

  /** A catalogue of nothing. */
  public static Catalogue empty() {
    return Catalogue.empty(new ItemDictionary(), new TitleEncoder(new LetterTokenizer()));
  }

  /** Items "i0", "i1" … with these titles. */
  public static Catalogue of(String... titles) {
    return empty()
        .with(
            IntStream.range(0, titles.length)
                .mapToObj(i -> TitledItem.of("i" + i, titles[i]))
                .toList(),
            List.of());
  }

  /** Items "i0", "i1" … with random titles of letters A to D, some equal, some unavailable. */
  public static List<TitledItem> random(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new TitledItem("i" + i, title(random), random.nextInt(5) > 0))
        .toList();
  }

  private static String title(Random random) {
    StringBuilder title = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      title.append((char) ('A' + random.nextInt(4)));
    }
    return title.toString();
  }
}
