package dev.millrace.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Language models on disk. */
@Command(
    name = "model",
    description = "Make a language model, or look into one.",
    subcommands = {ModelInitCommand.class, ModelInspectCommand.class})
final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: init or inspect");
  }
}
