package dev.millrace.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.model.inspect.ModelInspector;
import dev.millrace.model.inspect.ModelReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a model's directory holds, and whether its files belong together. */
@Command(
    name = "inspect",
    description = {
      "Show architecture, parameters and memory of a model or an adapter, and check that its files belong",
      "together. Exit code 2 and a line for each problem if they do not. Weights are read, not loaded."
    })
final class ModelInspectCommand implements Callable<Integer> {

  private static final long MEGA = 1_000_000;

  @Parameters(
      paramLabel = "DIR",
      description = "Directory in Hugging Face layout, or an adapter in PEFT's.")
  private Path directory = Path.of("");

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description = "The model that an adapter is for, to compare names and shapes with.")
  private Optional<Path> base = Optional.empty();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws JsonProcessingException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException("There is no directory " + directory);
    }
    ModelReport report = inspect();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(report));
    } else {
      new ModelReportText(report).lines().forEach(out::println);
    }
    report
        .problems()
        .forEach(
            problem ->
                spec.commandLine()
                    .getErr()
                    .println("millrace: " + problem.check() + ": " + problem.text()));
    return report.problems().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  private ModelReport inspect() {
    PrintWriter err = spec.commandLine().getErr();
    try (WorkProgress progress = new WorkProgress(err, Ansi.AUTO.enabled())) {
      return ModelInspector.inspect(
          directory,
          base.orElse(null),
          (done, total) -> progress.show("reading weights (MB)", done / MEGA, total / MEGA));
    }
  }

  private static String json(ModelReport report) throws JsonProcessingException {
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }
}
