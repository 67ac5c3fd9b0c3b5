package dev.millrace.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checkpoints of language models. */
@Command(
    name = "checkpoint",
    description = "List, check, promote or take back the checkpoints that training publishes.",
    subcommands = {
      CheckpointListCommand.class,
      CheckpointShowCommand.class,
      CheckpointVerifyCommand.class,
      CheckpointPromoteCommand.class,
      CheckpointRollbackCommand.class
    })
final class CheckpointCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: list, show, verify, promote or rollback");
  }
}
