package dev.millrace.standalone.bench.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.DecoderOptions;
import java.util.Arrays;
import java.util.Map;

/**
 * A random model that knows one thing: how often each token comes in titles. Purely random weights
 * would like all tokens alike; then titles whose first token no other title has win, and there is
 * hardly a search to measure. A trained model goes to tokens that many titles have.
 *
 * <p>The first dimension of every token's embedding has the length of all others together, so that
 * it stays about constant through the layers; the head's first column turns it into the logarithm
 * of the token's frequency. The other dimensions are random, and make logits that differ with the
 * prompt, with a standard deviation of {@value #SPREAD}.
 */
final class TitleModel {

  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String HEAD = "lm_head.weight";
  private static final String FINAL_NORM = "model.norm.weight";
  private static final double SPREAD = 2;

  private final Decoder random;
  private final DecoderConfig config;

  private TitleModel(Decoder random) {
    this.random = random;
    this.config = random.config();
  }

  /** The same seed gives the same model. */
  static Decoder create(
      DecoderConfig config, DecoderOptions options, Catalogue catalogue, long seed) {
    Decoder random = Decoder.random(config, options, seed);
    TitleModel model = new TitleModel(random);
    return random.replacing(
        Map.of(
            EMBEDDING, model.embedding(),
            HEAD, model.head(logFrequencies(catalogue, config.vocabularySize())),
            FINAL_NORM, model.finalNorm()));
  }

  private NDArray embedding() {
    float[] constant = new float[config.vocabularySize()];
    Arrays.fill(constant, (float) (config.initializerRange() * Math.sqrt(config.hiddenSize())));
    return withFirstColumn(EMBEDDING, constant);
  }

  /** A hidden state has mean square 1 after the norm, half of it in the first dimension. */
  private NDArray head(double[] logFrequencies) {
    float[] column = new float[logFrequencies.length];
    for (int token = 0; token < column.length; token++) {
      column[token] = (float) (logFrequencies[token] / Math.sqrt(config.hiddenSize() / 2.0));
    }
    return withFirstColumn(HEAD, column);
  }

  private NDArray finalNorm() {
    float[] scale = new float[config.hiddenSize()];
    double deviation = config.initializerRange() * Math.sqrt(config.hiddenSize() / 2.0);
    Arrays.fill(scale, (float) (SPREAD / deviation));
    scale[0] = 1;
    return array(scale, new Shape(scale.length));
  }

  private NDArray withFirstColumn(String name, float[] column) {
    float[] values;
    try (NDArray wide = random.cast().widen(random.weight(name)).duplicate()) {
      values = wide.toFloatArray();
    }
    int width = config.hiddenSize();
    for (int row = 0; row < column.length; row++) {
      values[row * width] = column[row];
    }
    return array(values, new Shape(column.length, width));
  }

  private NDArray array(float[] values, Shape shape) {
    try (NDArray shared = random.manager().create(values, shape)) {
      return random.cast().isIdentity() ? shared.duplicate() : random.cast().narrow(shared);
    }
  }

  private static double[] logFrequencies(Catalogue catalogue, int vocabulary) {
    double[] counts = new double[vocabulary];
    Arrays.fill(counts, 0.5);
    CatalogueTrie trie = catalogue.trie();
    double[] items = new double[trie.nodes()];
    trie.sumUnderNodes(item -> 1, items);
    for (int node = CatalogueTrie.ROOT + 1; node < trie.nodes(); node++) {
      counts[trie.token(node)] += items[node];
    }
    return Arrays.stream(counts).map(Math::log).toArray();
  }
}
