package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.embedded.EmbeddedPlatform;
import dev.millrace.standalone.topics.TopicAdministration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry of the benchmark's own, and what it needs to fill topics. */
final class Workbench implements AutoCloseable {

  private static final String DISLIKE = "dislike";

  private final EmbeddedPlatform platform;
  private final ConfluentSchemaRegistry registry;
  private final Admin admin;
  private final Path folder;

  private Workbench(EmbeddedPlatform platform, Path folder) {
    this.platform = platform;
    this.folder = folder;
    this.registry = ConfluentSchemaRegistry.at(platform.address().registryUrl().toString());
    this.admin = Admin.create(Map.copyOf(kafka()));
  }

  /**
   * Starts both servers.
   *
   * @param folder empty folder for all that is written
   */
  static Workbench open(Path folder) {
    return new Workbench(EmbeddedPlatform.start(folder.resolve("platform")), folder);
  }

  Map<String, String> kafka() {
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers());
    return properties;
  }

  String bootstrapServers() {
    return platform.address().bootstrapServers();
  }

  Admin admin() {
    return admin;
  }

  /** A folder for the stores of one run. */
  Path stateFolder(String run) {
    return folder.resolve("state").resolve(run);
  }

  /** Creates the topics of some names and gives them with serdes over the registry. */
  Topics createTopics(TopicNames names, int partitions) {
    TopicSettings settings =
        new TopicSettings(partitions, partitions, TopicSettings.defaults().interactionRetention());
    new TopicAdministration(admin).create(TopicPlans.of(names, settings), 1);
    return Topics.of(names, new AvroSerdes(registry, AvroSerdeSettings.defaults()));
  }

  /** A plain topic. */
  <V> Topic<String, V> createTopic(Topic<String, V> like, String name, int partitions) {
    new TopicAdministration(admin)
        .create(List.of(new TopicPlan(name, partitions, "Output of a baseline.", Map.of())), 1);
    return new Topic<>(name, like.keys(), like.values());
  }

  /**
   * Deletes what a candidate left behind, so that compacting it does not weigh on the next.
   *
   * @param id what the names of its topics and its state folder begin with
   */
  void forget(String id) throws InterruptedException {
    try {
      List<String> left =
          admin.listTopics().names().get().stream().filter(name -> name.startsWith(id)).toList();
      admin.deleteTopics(left).all().get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("The topics of " + id + " could not be deleted", e);
    }
    if (Files.exists(stateFolder(id))) {
      new TemporaryFolder(stateFolder(id)).close();
    }
  }

  /** Sends the catalogue of a stream. */
  void sendItems(SyntheticStream stream, Topic<String, Item> topic) {
    try (Sender<Item> sender = new Sender<>(kafka(), topic);
        RowStream<Item> items = stream.items()) {
      items.forEachRemaining(item -> sender.send(item.getItemId(), item));
    }
  }

  /** A generated stream of a seed. */
  static SyntheticStream stream(BenchSettings settings, long seed) {
    SyntheticSettings defaults = SyntheticSettings.defaults();
    return new SyntheticStream(
        new SyntheticSettings(seed, settings.users(), settings.items(), defaults.start()));
  }

  /** Interactions of a stream that extend sequences, so that each makes one new version. */
  static Iterator<Interaction> extending(RowStream<Interaction> interactions) {
    Stream<Interaction> all =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(interactions, Spliterator.ORDERED), false);
    return all.filter(interaction -> !interaction.getType().equals(DISLIKE)).iterator();
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
    platform.close();
  }
}
