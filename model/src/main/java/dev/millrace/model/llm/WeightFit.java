package dev.millrace.model.llm;

import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import dev.millrace.model.weights.WeightSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether a checkpoint has the tensors that a configuration asks for; none is loaded for it. */
public final class WeightFit {

  /** Some old checkpoints store what the configuration already says. */
  private static final Pattern DERIVED = Pattern.compile(".*\\.rotary_emb\\.inv_freq");

  private static final int CHUNK_BYTES = 1 << 30;

  private final WeightSource source;
  private final SortedMap<String, TensorInfo> found;

  /**
   * @param source the checkpoint
   */
  public WeightFit(WeightSource source) {
    this.source = source;
    this.found = source.tensors();
  }

  /**
   * What is wrong.
   *
   * @param expected shape by name
   * @return a phrase for all missing tensors, one for all unexpected ones, and one for each tensor
   *     of a wrong shape or type; empty if every tensor is accounted for
   */
  public List<String> problems(SortedMap<String, List<Long>> expected) {
    List<String> problems = new ArrayList<>();
    TreeSet<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      problems.add("missing are " + missing);
    }
    TreeSet<String> unexpected = new TreeSet<>(found.keySet());
    unexpected.removeAll(expected.keySet());
    unexpected.removeIf(name -> DERIVED.matcher(name).matches() || isCopyOfEmbedding(name));
    if (!unexpected.isEmpty()) {
      problems.add("unexpected are " + unexpected);
    }
    expected.forEach(
        (name, shape) -> {
          TensorInfo info = found.get(name);
          if (info != null) {
            checkForm(info, shape, problems);
          }
        });
    return problems;
  }

  /** A tied head may be stored beside the embedding, if it is the same. */
  private boolean isCopyOfEmbedding(String name) {
    TensorInfo head = found.get(name);
    TensorInfo embedding = found.get(WeightLayout.EMBEDDING);
    if (!name.equals(WeightLayout.HEAD)
        || head == null
        || embedding == null
        || head.byteSize() != embedding.byteSize()
        || head.type() != embedding.type()) {
      return false;
    }
    for (long at = 0; at < head.byteSize(); at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, head.byteSize() - at);
      if (!source
          .bytes(name, at, length)
          .equals(source.bytes(WeightLayout.EMBEDDING, at, length))) {
        return false;
      }
    }
    return true;
  }

  private static void checkForm(TensorInfo found, List<Long> shape, List<String> problems) {
    if (!found.shape().equals(shape)) {
      problems.add("%s is %s, but was %s".formatted(found.name(), shape, found.shape()));
    }
    if (found.type() == TensorType.I64) {
      problems.add("%s is F32, F16 or BF16, but was %s".formatted(found.name(), found.type()));
    }
  }
}
