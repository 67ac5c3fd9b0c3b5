package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.contract.registry.SchemaRegistryException;
import dev.millrace.model.sequential.TrainingFailedException;
import dev.millrace.standalone.acl.MissingAclException;
import dev.millrace.standalone.config.InvalidConfigurationException;
import dev.millrace.standalone.doctor.Causes;
import dev.millrace.standalone.embedded.EmbeddedServerException;
import dev.millrace.standalone.replay.ReplayFailedException;
import dev.millrace.standalone.topics.TopicAdministrationException;
import dev.millrace.streams.StreamsStartException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into lines for people and an exit code. */
public final class Errors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidConfigurationException invalid) {
      invalid.problems().forEach(problem -> err.println("millrace: " + problem));
      return ExitCode.USAGE;
    }
    if (failure instanceof MissingAclException missing) {
      missing.lines().forEach(line -> err.println("millrace: " + line));
      return ExitCode.USAGE;
    }
    if (failure instanceof UsageException) {
      err.println("millrace: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof CheckpointException) {
      err.println("millrace: " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    if (failure instanceof EmbeddedServerException
        || failure instanceof TopicAdministrationException
        || failure instanceof ReplayFailedException
        || failure instanceof SchemaRegistryException
        || failure instanceof StreamsStartException
        || failure instanceof TrainingFailedException
        || failure instanceof KafkaException) {
      err.println("millrace: " + Causes.of(failure));
      return ExitCode.SOFTWARE;
    }
    err.println("millrace: " + command.getCommandName() + " failed");
    failure.printStackTrace(err);
    return ExitCode.SOFTWARE;
  }
}
