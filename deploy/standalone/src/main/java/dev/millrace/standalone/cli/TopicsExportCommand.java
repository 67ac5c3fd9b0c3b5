package dev.millrace.standalone.cli;

import dev.millrace.standalone.config.TopicsConfig;
import dev.millrace.standalone.topics.JsonTopics;
import dev.millrace.standalone.topics.StrimziTopics;
import dev.millrace.standalone.topics.TerraformTopics;
import dev.millrace.standalone.topics.TopicExport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the topics of the configuration for those who create topics by other means. */
@Command(
    name = "export",
    description = {
      "Print what `topics create` would create, for those who create topics by other means; needs no broker.",
      "Kafka Streams makes its internal topics itself."
    })
final class TopicsExportCommand implements Callable<Integer> {

  /** What can be printed. */
  private enum Format {
    STRIMZI,
    TERRAFORM,
    JSON
  }

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "strimzi: KafkaTopic resources (YAML, API v1: Strimzi 0.49 or newer); terraform: kafka_topic"
              + " resources of Mongey/kafka (for a file that ends in .tf.json); json: an array.")
  private Format format = Format.JSON;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "For strimzi: the Kafka resource that the topics belong to.")
  private Optional<String> cluster = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    TopicsConfig topics = MillraceCommand.options(spec).load().config().topics();
    TopicExport export = UsageException.unlessAccepted(() -> export(topics.replication()));
    spec.commandLine().getOut().print(export.of(topics.plans()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private TopicExport export(int replication) {
    return switch (format) {
      case STRIMZI -> new StrimziTopics(cluster(), replication);
      case TERRAFORM -> new TerraformTopics(replication);
      case JSON -> new JsonTopics(replication);
    };
  }

  private String cluster() {
    return cluster.orElseThrow(
        () ->
            new UsageException("--format strimzi needs --cluster, the name of the Kafka resource"));
  }
}
