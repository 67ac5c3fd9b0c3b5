package dev.millrace.standalone.bench.training;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Ways to compute a loss that are measured side by side. */
public enum Variant {
  /** Masked softmax from the logits of the children. */
  MSL("msl", "masked softmax, logits of children only"),
  /** The same loss from the logits of all tokens at the same positions. */
  DENSE_MSL("msl-dense", "the same loss, a mask over the vocabulary"),
  /** Softmax over the vocabulary at response positions. */
  LML("lml", "softmax over the vocabulary, response positions"),
  /** The same loss from logits of all positions. */
  PADDED_LML("lml-padded", "the same loss, logits of all positions, padding too"),
  /** Masked softmax with all of ILRec's terms. */
  ILREC("ilrec", "masked softmax and all terms of ILRec, 2 layers");

  private final String label;
  private final String meaning;

  Variant(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Its name on the command line. */
  public String label() {
    return label;
  }

  String meaning() {
    return meaning;
  }

  /**
   * By its name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists them
   */
  public static Variant named(String label) {
    return Arrays.stream(values())
        .filter(variant -> variant.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--variants are %s; found \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(Variant::label)
                                .collect(Collectors.joining(", ")),
                            label)));
  }
}
