package dev.millrace.standalone.bench.products;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The matrix products of a decoder, gathered pass by pass. */
public final class DecoderProducts {

  private final DecoderConfig config;
  private final AttentionConfig attention;
  private final List<MatrixProduct> products = new ArrayList<>();

  public DecoderProducts(DecoderConfig config) {
    this.config = config;
    this.attention = config.attention();
  }

  /** All forward products so far. */
  public List<MatrixProduct> all() {
    return List.copyOf(products);
  }

  /** All products so far, and behind each those of its gradients. */
  public List<MatrixProduct> allWithGradients() {
    return products.stream()
        .flatMap(product -> Stream.concat(Stream.of(product), product.backward()))
        .toList();
  }

  /**
   * Prompts through all layers; the last layer gives keys and values of all tokens, and is computed
   * in full for the last token of each prompt only.
   *
   * @param lengths tokens of each prompt
   */
  public void prompts(int[] lengths) {
    long tokens = Arrays.stream(lengths).sum();
    List<Slots> all = Arrays.stream(lengths).mapToObj(n -> new Slots(1, n, n)).toList();
    for (int layer = 1; layer < config.layers(); layer++) {
      layer(tokens, tokens, all);
    }
    layer(
        lengths.length, tokens, Arrays.stream(lengths).mapToObj(n -> new Slots(1, 1, n)).toList());
  }

  /**
   * A pass through all layers behind prompts; of the last layer, what ends of chains need.
   *
   * @param tokens that are fed, without padding
   * @param slots whose attention is computed one after the other
   * @param ends that have output
   * @param ofEnds the slots of their attention
   */
  public void pass(long tokens, List<Slots> slots, long ends, List<Slots> ofEnds) {
    for (int layer = 1; layer < config.layers(); layer++) {
      layer(tokens, tokens, slots);
    }
    layer(ends, tokens, ofEnds);
  }

  /**
   * The rectangle of attention.
   *
   * @param users groups of tokens that share a prompt
   * @param queries slots of the fed tokens in each group
   * @param keys slots that they look at in each group
   */
  public record Slots(long users, long queries, long keys) {}

  /**
   * One layer.
   *
   * @param queried tokens whose output is wanted
   * @param tokens that have keys, without padding
   */
  public void layer(long queried, long tokens, Slots slots) {
    layer(queried, tokens, List.of(slots));
  }

  private void layer(long queried, long tokens, List<Slots> slots) {
    long width = config.hiddenSize();
    linear(queried, width, attention.queryWidth());
    linear(tokens, width, attention.keyWidth());
    linear(tokens, width, attention.keyWidth());
    slots.forEach(this::attention);
    linear(queried, attention.queryWidth(), width);
    linear(queried, width, config.intermediateSize());
    linear(queried, width, config.intermediateSize());
    linear(queried, config.intermediateSize(), width);
  }

  private void attention(Slots slots) {
    long groups = slots.users() * attention.keyValueHeads();
    long rows = attention.groupSize() * slots.queries();
    long size = attention.headSize();
    products.add(new MatrixProduct(groups, rows, size, slots.keys()));
    products.add(new MatrixProduct(groups, rows, slots.keys(), size));
  }

  /** Logits of the same tokens for all rows. */
  public void head(long rows, long tokens) {
    linear(rows, config.hiddenSize(), tokens);
  }

  /** Single logits. */
  public void dots(long count) {
    linear(count, config.hiddenSize(), 1);
  }

  private void linear(long rows, long in, long out) {
    products.add(MatrixProduct.linear(rows, in, out));
  }
}
