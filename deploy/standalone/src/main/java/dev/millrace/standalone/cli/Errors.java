package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.SchemaRegistryException;
import dev.millrace.standalone.config.InvalidConfigurationException;
import dev.millrace.standalone.embedded.EmbeddedServerException;
import dev.millrace.standalone.replay.ReplayFailedException;
import dev.millrace.standalone.topics.TopicAdministrationException;
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
    if (failure instanceof UsageException) {
      err.println("millrace: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof EmbeddedServerException
        || failure instanceof TopicAdministrationException
        || failure instanceof ReplayFailedException
        || failure instanceof SchemaRegistryException
        || failure instanceof KafkaException) {
      err.println("millrace: " + withCauses(failure));
      return ExitCode.SOFTWARE;
    }
    err.println("millrace: " + command.getCommandName() + " failed");
    failure.printStackTrace(err);
    return ExitCode.SOFTWARE;
  }

  private static String withCauses(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(": ").append(cause.getMessage());
    }
    return text.toString();
  }
}
