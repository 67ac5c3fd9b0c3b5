package dev.millrace.standalone.reliability;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.topics.TopicAdministration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A whole pipeline of a test: topics, groups and folders of its own on servers that it shares.
 *
 * @param name begins the names of its topics and groups
 * @param servers where broker and registry are
 * @param folder for its state and logs
 * @param names of its topics
 * @param topics the same, with serdes
 */
record Pipeline(String name, Servers servers, Path folder, TopicNames names, Topics topics) {

  static final TopicSettings SHAPE = new TopicSettings(3, 2, Duration.ofDays(30));

  private static final List<String> TOPIC_KEYS =
      List.of(
          "interactions",
          "items",
          "user-sequences",
          "accepted-interactions",
          "training-examples",
          "item-transitions",
          "item-popularity",
          "recommendations",
          "recommendation-requests",
          "online-metrics",
          "user-deletions",
          "checkpoints");

  /** Creates the topics. */
  static Pipeline create(String name, Servers servers, Path folder) {
    TopicNames names = TopicNames.withPrefix(name + ".");
    createTopics(servers, TopicPlans.of(names, SHAPE));
    Map<String, String> registry =
        Map.of(ConfluentSchemaRegistry.URL_PROPERTY, servers.registryUrl());
    AvroSerdes serdes =
        new AvroSerdes(new ConfluentSchemaRegistry(registry), AvroSerdeSettings.defaults());
    return new Pipeline(name, servers, folder, names, Topics.of(names, serdes));
  }

  MillraceProcess startStreams(String... assignments) {
    return start("streams", List.of(assignments));
  }

  MillraceProcess startServing(String... assignments) {
    return start("serving", List.of(assignments));
  }

  /** Starts serving that uses the checkpoints of a model. */
  MillraceProcess startServingWith(String model, String... assignments) {
    List<String> settings = new ArrayList<>(List.of(assignments));
    settings.add("serving.language-model.model=" + model);
    settings.add("checkpoints.store=" + store(model));
    return start("serving", settings);
  }

  /**
   * Starts a trainer that stops when all examples are learned.
   *
   * @param model its name, and that of its log
   * @param instance of the model's trainers
   */
  MillraceProcess startTrainer(String model, String instance, String... assignments) {
    return trainer(model, instance, List.of(assignments), "--until-end");
  }

  /** Starts a trainer that goes on until it is stopped. */
  MillraceProcess startEndlessTrainer(String model, String instance, String... assignments) {
    return trainer(model, instance, List.of(assignments));
  }

  private MillraceProcess trainer(
      String model, String instance, List<String> assignments, String... options) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "trainer.online.prefix=" + name,
                "trainer.online.model.name=" + model,
                "trainer.online.instance-id=" + instance,
                "trainer.online.http.port=0",
                "checkpoints.store=" + store(model)));
    settings.addAll(assignments);
    return start("trainer", folder.resolve(model + "-" + instance + ".log"), settings, options);
  }

  /** Where the checkpoints of a model are. */
  Path store(String model) {
    return folder.resolve("store-" + model);
  }

  /** Group of a topology. */
  String group(String topology) {
    return name + "-" + topology;
  }

  /** Under which serving writes. */
  String servingTransactionalId() {
    return name + "-serving-one";
  }

  private MillraceProcess start(String verb, List<String> assignments) {
    return start(verb, folder.resolve(name + "-" + verb + ".log"), assignments);
  }

  private MillraceProcess start(
      String verb, Path log, List<String> assignments, String... options) {
    return MillraceProcess.start(log, arguments(List.of(verb), assignments, options));
  }

  /** A checkpoint command about a model, in this JVM. */
  Cli.Result checkpoint(String model, String... words) {
    List<String> verbs = Stream.concat(Stream.of("checkpoint"), Stream.of(words)).toList();
    return Cli.run(
        arguments(verbs, List.of("checkpoints.store=" + store(model))).toArray(String[]::new));
  }

  private List<String> arguments(List<String> verbs, List<String> assignments, String... options) {
    List<String> arguments = new ArrayList<>(verbs);
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--bootstrap", servers.bootstrap()));
    arguments.addAll(List.of("--registry", servers.registryUrl()));
    arguments.addAll(List.of("--data-dir", folder.resolve(name).toString()));
    for (String assignment : own()) {
      arguments.addAll(List.of("--set", assignment));
    }
    for (String assignment : assignments) {
      arguments.addAll(List.of("--set", assignment));
    }
    return arguments;
  }

  private List<String> own() {
    List<String> own = new ArrayList<>();
    own.add("streams.prefix=" + name);
    own.add("streams.state-dir=" + folder.resolve(name));
    // A process that comes back takes its partitions at once.
    own.add("streams.kafka.group.instance.id=one");
    own.add("streams.http.port=0");
    own.add("serving.prefix=" + name);
    own.add("serving.instance-id=one");
    own.add("serving.http.port=0");
    TOPIC_KEYS.forEach(key -> own.add("topics.names." + key + "=" + name + "." + key));
    return own;
  }

  private static void createTopics(Servers servers, List<TopicPlan> plans) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrap()))) {
      new TopicAdministration(admin).create(plans, 1);
    }
  }
}
