package dev.millrace.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line; a new verb is one line here. */
@Command(
    name = "millrace",
    description = "An event-streaming incremental recommender: clicks in, recommendations out.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {
      BrokerCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      AclsCommand.class,
      DoctorCommand.class,
      ReplayCommand.class,
      StreamsCommand.class,
      ResetCommand.class,
      ServingCommand.class,
      RecommendCommand.class,
      HealthCommand.class,
      ModelCommand.class,
      CheckpointCommand.class,
      DlqCommand.class,
      EvaluateCommand.class,
      TrainCommand.class,
      TrainerCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class MillraceCommand implements Runnable {

  @Mixin private final GlobalOptions options = new GlobalOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** Options of the root that the command of a spec was called with. */
  static GlobalOptions options(CommandSpec spec) {
    return ((MillraceCommand) spec.root().userObject()).options;
  }
}
