package dev.millrace.standalone.cli;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.ToolAcls;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a user's recommendations through the topics, as any service would. */
@Command(
    name = "recommend",
    description = "Ask serving for a user's recommendations and print them.")
final class RecommendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "USER", description = "User id; an unknown one gets what is popular.")
  private String user = "";

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many items, from 1 to 1000; default ${DEFAULT-VALUE}.")
  private int k;

  @Option(names = "--json", description = "Print the record as JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for the answer; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Override
  public Integer call() {
    Connection connection = Connection.find(MillraceCommand.options(spec).load().config());
    connection.require(new ToolAcls(connection.config()).recommend());
    try (SchemaRegistry registry = connection.openRegistry()) {
      Topics topics = connection.topics(registry);
      Optional<Recommendation> answer =
          new RecommendationClient(connection, topics)
              .ask(request(), Duration.ofSeconds(timeoutSeconds));
      if (answer.isEmpty()) {
        spec.commandLine()
            .getErr()
            .printf(
                "millrace: no answer within %d s; does `millrace serving` run?%n", timeoutSeconds);
        return 1;
      }
      print(answer.get(), connection, topics);
      return 0;
    }
  }

  private RecommendationRequest request() {
    if (k < 1 || k > 1000) {
      throw new UsageException("-k takes 1 to 1000; found " + k);
    }
    return RecommendationRequest.newBuilder()
        .setCorrelationId(UUID.randomUUID().toString())
        .setUserId(user)
        .setK(k)
        .build();
  }

  private void print(Recommendation answer, Connection connection, Topics topics) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
      return;
    }
    out.printf(
        "Recommendations for %s (model %s, sequence version %d)%n",
        answer.getUserId(), answer.getModelId(), answer.getSequenceVersion());
    Map<String, String> titles =
        new TitleLookup(connection, topics.items()).titlesOf(idsOf(answer.getItems()));
    Table table = new Table("#", "ITEM", "SCORE", "SOURCE", "TITLE", "REASON");
    int place = 1;
    for (RecommendedItem item : answer.getItems()) {
      table.row(
          place++,
          item.getItemId(),
          "%.4g".formatted(item.getScore()),
          item.getSource(),
          titles.getOrDefault(item.getItemId(), ""),
          item.getReason() == null ? "" : item.getReason());
    }
    table.lines().forEach(out::println);
  }

  private static Set<String> idsOf(List<RecommendedItem> items) {
    return items.stream().map(RecommendedItem::getItemId).collect(Collectors.toSet());
  }
}
