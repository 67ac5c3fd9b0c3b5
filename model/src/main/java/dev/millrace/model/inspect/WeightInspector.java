package dev.millrace.model.inspect;

import dev.millrace.model.llm.WeightFit;
import dev.millrace.model.weights.FiniteValues;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.WeightSource;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Checks the tensors of one source: names, shapes, types and values. */
final class WeightInspector {

  private static final String TENSORS = "tensors";
  private static final String VALUES = "values";

  private final WeightSource source;
  private final Findings findings;
  private final InspectionProgress progress;

  WeightInspector(WeightSource source, Findings findings, InspectionProgress progress) {
    this.source = source;
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Checks them all; data is mapped and read once.
   *
   * @param expected shape by name; null where nothing says what they should be
   */
  StoredWeights inspect(@Nullable SortedMap<String, List<Long>> expected) {
    if (expected != null) {
      checkTensors(expected);
    }
    StoredWeights stored = StoredWeights.of(source);
    if (stored.types().size() > 1) {
      findings.note(TENSORS, "not all have one element type: " + stored.types());
    }
    checkValues(stored.bytes());
    return stored;
  }

  private void checkTensors(SortedMap<String, List<Long>> expected) {
    List<String> problems = new WeightFit(source).problems(expected);
    problems.forEach(problem -> findings.problem(TENSORS, problem));
    if (problems.isEmpty()) {
      findings.ok(
          TENSORS,
          "all %d that the configuration asks for are there in the right shape, and no others"
              .formatted(expected.size()));
    }
  }

  private void checkValues(long total) {
    long read = 0;
    boolean finite = true;
    for (TensorInfo tensor : source.tensors().values()) {
      long others = FiniteValues.countOthers(source, tensor);
      if (others > 0) {
        finite = false;
        findings.problem(
            VALUES,
            "tensor %s holds %d values that are NaN or infinite".formatted(tensor.name(), others));
      }
      read += tensor.byteSize();
      progress.onRead(read, total);
    }
    if (finite) {
      findings.ok(VALUES, "all are finite numbers");
    }
  }
}
