package dev.millrace.standalone.cli;

import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.embedded.EmbeddedPlatform;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded broker and registry until it is stopped. */
@Command(
    name = "broker",
    description = "Run the embedded Kafka broker and schema registry in the foreground.")
final class BrokerCommand implements Callable<Integer> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(500);

  @Option(
      names = "--property",
      paramLabel = "KEY=VALUE",
      description = "A broker property of Kafka's over the embedded broker's own.")
  private Map<String, String> properties = new HashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignal stop = StopSignal.listen();
        EmbeddedPlatform platform = EmbeddedPlatform.start(config.dataDir(), properties)) {
      out.println("broker    " + platform.address().bootstrapServers());
      out.println("registry  " + platform.address().registryUrl());
      out.flush();
      while (!stop.await(LOOK_AROUND)) {
        Optional<String> failure = platform.failure();
        if (failure.isPresent()) {
          spec.commandLine().getErr().println("millrace: " + failure.get());
          return 1;
        }
      }
    }
    return 0;
  }
}
