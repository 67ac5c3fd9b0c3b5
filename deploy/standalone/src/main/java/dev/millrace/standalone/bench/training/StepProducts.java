package dev.millrace.standalone.bench.training;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.bench.products.DecoderProducts;
import dev.millrace.standalone.bench.products.DecoderProducts.Slots;
import dev.millrace.standalone.bench.products.MatrixProduct;
import dev.millrace.trainer.example.TrainingRow;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix products of a variant's step, gradients included.
 *
 * @param variant what is computed
 * @param config of the model
 * @param trie the catalogue
 */
record StepProducts(Variant variant, DecoderConfig config, CatalogueTrie trie) {

  /** Where the last layer is computed for the wanted places alone: they are at most this share. */
  private static final int MUCH_MORE = 4;

  private static final int ILREC_LAYERS = 2;

  /**
   * @param rows that go through the model together
   */
  List<MatrixProduct> of(List<TrainingRow> rows) {
    DecoderProducts products = new DecoderProducts(config);
    List<ResponseTokens.At> places = places(rows);
    long longest = rows.stream().mapToLong(TrainingRow::length).max().orElseThrow();
    boolean padded = variant == Variant.PADDED_LML;
    long tokens =
        padded ? rows.size() * longest : rows.stream().mapToLong(TrainingRow::length).sum();
    layers(products, tokens, places, new Slots(rows.size(), longest, longest));
    head(products, padded ? tokens : places.size(), places);
    return products.allWithGradients();
  }

  private List<ResponseTokens.At> places(List<TrainingRow> rows) {
    return switch (variant) {
      case MSL, DENSE_MSL, ILREC -> ResponseTokens.choices(rows, trie);
      case LML, PADDED_LML -> ResponseTokens.all(rows).toList();
    };
  }

  private void layers(
      DecoderProducts products, long tokens, List<ResponseTokens.At> places, Slots all) {
    for (int layer = 1; layer < config.layers(); layer++) {
      products.layer(tokens, tokens, all);
    }
    boolean few = variant != Variant.PADDED_LML && tokens >= (long) MUCH_MORE * places.size();
    if (few) {
      int[] perRow = new int[Math.toIntExact(all.users())];
      places.forEach(at -> perRow[at.row()]++);
      int most = Arrays.stream(perRow).max().orElseThrow();
      products.layer(places.size(), tokens, new Slots(all.users(), most, all.keys()));
    } else {
      products.layer(tokens, tokens, all);
    }
  }

  private void head(DecoderProducts products, long logitRows, List<ResponseTokens.At> places) {
    switch (variant) {
      case LML, DENSE_MSL, PADDED_LML -> products.head(logitRows, config.vocabularySize());
      case MSL -> children(products, places);
      case ILREC -> {
        for (int layer = 0; layer <= ILREC_LAYERS; layer++) {
          children(products, places);
        }
      }
    }
  }

  private void children(DecoderProducts products, List<ResponseTokens.At> places) {
    long atRoot = places.stream().filter(at -> at.place().node() == CatalogueTrie.ROOT).count();
    if (atRoot > 0) {
      products.head(atRoot, trie.childCount(CatalogueTrie.ROOT));
    }
    long others =
        places.stream()
            .filter(at -> at.place().node() != CatalogueTrie.ROOT)
            .mapToLong(at -> trie.childCount(at.place().node()))
            .sum();
    if (others > 0) {
      products.dots(others);
    }
  }
}
