package dev.millrace.model.llm;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A function in TorchScript. */
public final class ScriptFunction implements AutoCloseable {

  private static final String NAME = "function";

  private final Model model;

  private ScriptFunction(Model model) {
    this.model = model;
  }

  /**
   * Makes a function ready to use.
   *
   * @param archive its code
   * @param device where it computes
   */
  public static ScriptFunction load(ScriptArchive archive, Device device) {
    Model model = Model.newInstance(NAME, device, TensorEngine.start().getEngineName());
    try {
      Path directory = Files.createTempDirectory("millrace-script");
      try {
        archive.write(directory, NAME);
        model.load(directory, NAME);
      } finally {
        Files.deleteIfExists(directory.resolve(NAME + ".pt"));
        Files.delete(directory);
      }
      return new ScriptFunction(model);
    } catch (IOException e) {
      model.close();
      throw new UncheckedIOException("A temporary file for a function cannot be written", e);
    } catch (MalformedModelException e) {
      model.close();
      throw new IllegalStateException("The tensor library does not read its own archives", e);
    }
  }

  /**
   * The same, where the tensor library may lack an operator: it is built with or without some.
   *
   * @return empty if it does
   */
  public static Optional<ScriptFunction> loadIfKnown(ScriptArchive archive, Device device) {
    try {
      return Optional.of(load(archive, device));
    } catch (EngineException unknown) {
      return Optional.empty();
    }
  }

  /** The result belongs to the first argument's manager and carries gradients. */
  public NDArray apply(NDArray... arguments) {
    ParameterStore unused = new ParameterStore(arguments[0].getManager(), false);
    return model.getBlock().forward(unused, new NDList(arguments), true).singletonOrThrow();
  }

  @Override
  public void close() {
    model.close();
  }
}
