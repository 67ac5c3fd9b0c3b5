package dev.millrace.trainer.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Tensors;
import java.util.SortedMap;
import java.util.TreeMap;

/** A copy of a model's learned parameters, to come back to. */
public final class ParameterSnapshot implements AutoCloseable {

  private final TrainableModel model;
  private final NDManager manager;
  private final SortedMap<String, NDArray> copies = new TreeMap<>();

  /** Copies the parameters as they are now. */
  public ParameterSnapshot(TrainableModel model) {
    this.model = model;
    this.manager = model.decoder().manager().newSubManager();
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      model
          .parameters()
          .forEach(
              (name, parameter) -> {
                NDArray copy = parameter.duplicate();
                copy.attach(manager);
                copies.put(name, copy);
              });
    }
  }

  /** Copies the parameters as they are now over those remembered. */
  public void take() {
    copy(model.parameters(), copies);
  }

  /** Makes the parameters what they were. */
  public void restore() {
    copy(copies, model.parameters());
  }

  private static void copy(SortedMap<String, NDArray> from, SortedMap<String, NDArray> to) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      to.forEach(
          (name, target) -> {
            NDArray source = from.get(name);
            if (source == null) {
              throw new IllegalArgumentException("There is no parameter " + name);
            }
            Tensors.assign(target, source);
          });
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
