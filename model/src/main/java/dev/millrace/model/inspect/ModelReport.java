package dev.millrace.model.inspect;

import dev.millrace.model.inspect.Finding.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a model's directory. Null is what it does not hold, or what cannot be read: then a
 * finding says why.
 *
 * @param directory what was looked into
 * @param architecture what the decoder looks like
 * @param parameters how many it has
 * @param memory what it takes
 * @param weights its weights, or the adapter's, on disk
 * @param tokenizer its tokenizer
 * @param adapter low-rank adapter
 * @param findings what the checks came to
 */
public record ModelReport(
    String directory,
    @Nullable Architecture architecture,
    @Nullable ParameterCount parameters,
    @Nullable MemoryNeed memory,
    @Nullable StoredWeights weights,
    @Nullable TokenizerSummary tokenizer,
    @Nullable AdapterSummary adapter,
    List<Finding> findings) {

  /** Copies the list. */
  public ModelReport {
    findings = List.copyOf(findings);
  }

  /** The findings for which the model cannot be used as it is. */
  public List<Finding> problems() {
    return findings.stream().filter(finding -> finding.level() == Level.PROBLEM).toList();
  }
}
