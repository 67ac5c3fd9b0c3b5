package dev.millrace.standalone.cli;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.BuiltInSchemas;
import dev.millrace.contract.serde.Subjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the schemas of the topics where applications may not register them themselves. */
@Command(
    name = "schemas",
    description = "Register the schemas of the topics, or write them into files.")
final class SchemasCommand implements Runnable {

  private static final String FILE_SUFFIX = ".avsc";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: register or export");
  }

  @Command(
      name = "register",
      description = {
        "Register the schema of each topic's values under <topic>-value, for clusters on which"
            + " applications may not (registry.auto.register.schemas: \"false\").",
        "What is registered already stays; what is incompatible is refused by the registry."
      })
  int register() {
    Connection connection = Connection.find(MillraceCommand.options(spec).load().config());
    try (SchemaRegistry registry = connection.openRegistry()) {
      bySubject(connection.config().topics().names())
          .forEach(
              (subject, schema) ->
                  out().printf("%-32s id %d%n", subject, registry.register(subject, schema)));
    }
    out().flush();
    return 0;
  }

  @Command(
      name = "export",
      description =
          "Write the schema of each topic's values to <topic>-value.avsc; needs neither broker nor registry.")
  int export(
      @Option(
              names = "--directory",
              required = true,
              paramLabel = "DIR",
              description =
                  "Where to; made if it is not there. Files of the same names are replaced.")
          Path directory) {
    Map<String, String> schemas =
        bySubject(MillraceCommand.options(spec).load().config().topics().names());
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> schema : schemas.entrySet()) {
        Path file = directory.resolve(schema.getKey() + FILE_SUFFIX);
        Files.writeString(file, pretty(schema.getValue()) + "\n");
        out().println(file);
      }
    } catch (IOException e) {
      throw new UsageException("--directory %s cannot be written: %s".formatted(directory, e));
    }
    out().flush();
    return 0;
  }

  private static String pretty(String json) {
    return SchemaFormatter.format("json/pretty", new Schema.Parser().parse(json));
  }

  private static Map<String, String> bySubject(TopicNames names) {
    Map<String, String> schemas = new LinkedHashMap<>();
    BuiltInSchemas.of(names)
        .forEach(
            (topic, schema) -> schemas.put(Subjects.ofValues(topic), BuiltInSchemas.json(schema)));
    return schemas;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
