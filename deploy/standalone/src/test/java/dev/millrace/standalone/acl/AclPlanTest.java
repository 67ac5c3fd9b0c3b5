package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.streams.TopologyDescriptions;
import dev.millrace.streams.TopologyName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AclPlanTest {

  @ParameterizedTest
  @EnumSource(TopologyName.class)
  void shouldAllowWhatTheTopologyReadsAndWrites(TopologyName topology) {
    MillraceConfig config = config("streams.kafka.bootstrap.servers=nowhere:1");
    TopologyDescription description = TopologyDescriptions.of(config.streams(), topology);
    List<NeededAcl> needs = new AclPlan(config).streams(Set.of(topology));

    Set<String> planned =
        config.topics().plans().stream().map(plan -> plan.name()).collect(Collectors.toSet());
    Set<String> sources = topics(description, TopologyDescription.Source.class);
    Set<String> sinks = topics(description, TopologyDescription.Sink.class);
    Set<String> repartitioned = new HashSet<>(sources);
    repartitioned.removeAll(planned);
    assertThat(topics(needs, READ)).isEqualTo(both(sources, planned));
    assertThat(topics(needs, WRITE).stream().filter(name -> !name.endsWith(".dlq")))
        .containsExactlyInAnyOrderElementsOf(both(sinks, planned));
    assertThat(needs.stream().anyMatch(need -> need.operation() == DELETE))
        .as("only topics of repartitions are purged: %s", repartitioned)
        .isEqualTo(!repartitioned.isEmpty());
  }

  @Test
  void shouldPrefixWhatKafkaStreamsNames() {
    List<NeededAcl> needs =
        new AclPlan(config("streams.prefix=shop")).streams(Set.of(TopologyName.TRANSITIONS));

    assertThat(needs.stream().filter(NeededAcl::isPrefixed))
        .allMatch(need -> need.resource().name().equals("shop-transitions-"))
        .extracting(NeededAcl::operation)
        .containsExactlyInAnyOrder(WRITE, CREATE, READ, WRITE, DELETE);
    assertThat(needs)
        .anyMatch(
            need ->
                need.resource().resourceType() == ResourceType.GROUP
                    && need.resource().name().equals("shop-transitions")
                    && need.operation() == READ);
  }

  @Test
  void shouldLetAReKeyingTopologyPurgeItsTopics() {
    assertThat(
            new AclPlan(config("streams.sequences.rekey=true"))
                .streams(Set.of(TopologyName.SEQUENCES)))
        .anyMatch(need -> need.operation() == DELETE);
  }

  @ParameterizedTest
  @EnumSource(Application.class)
  void shouldNeedNothingTwiceAndNothingImplied(Application application) {
    List<NeededAcl> needs = new AclPlan(config()).of(application);

    assertThat(needs)
        .extracting(need -> List.of(need.resource(), need.operation()))
        .doesNotHaveDuplicates();
    Set<Object> readable =
        needs.stream()
            .filter(need -> need.operation() == READ || need.operation() == WRITE)
            .map(NeededAcl::resource)
            .collect(Collectors.toSet());
    assertThat(needs.stream().filter(need -> need.operation() == DESCRIBE))
        .noneMatch(need -> readable.contains(need.resource()));
  }

  @Test
  void shouldFollowNamesAndPrefixes() {
    MillraceConfig config =
        config(
            "topics.names.checkpoints=shop.models",
            "trainer.online.prefix=shop",
            "trainer.online.model.name=cds",
            "serving.prefix=store");

    assertThat(texts(config, Application.TRAINER))
        .contains("WRITE topic shop.models", "WRITE transactional id shop-trainer-cds")
        .contains("READ group shop-trainer-cds");
    assertThat(texts(config, Application.SERVING))
        .contains("READ topic shop.models", "WRITE transactional id store-serving-*")
        .contains("READ group store-serving", "READ group store-serving-catalogue")
        .noneMatch(text -> text.contains("trainer-cds"));
  }

  private static List<String> texts(MillraceConfig config, Application application) {
    return new AclPlan(config)
        .of(application).stream()
            .map(need -> need.operation() + " " + need.resourceText())
            .toList();
  }

  private static Set<String> topics(List<NeededAcl> needs, AclOperation operation) {
    return needs.stream()
        .filter(need -> need.resource().resourceType() == ResourceType.TOPIC)
        .filter(need -> need.operation() == operation && !need.isPrefixed())
        .map(need -> need.resource().name())
        .collect(Collectors.toSet());
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).collect(Collectors.toSet());
  }

  private static Set<String> topics(
      TopologyDescription description, Class<? extends TopologyDescription.Node> kind) {
    List<TopologyDescription.Node> nodes = new ArrayList<>();
    description.subtopologies().forEach(part -> nodes.addAll(part.nodes()));
    description.globalStores().forEach(store -> nodes.add(store.source()));
    return nodes.stream()
        .filter(kind::isInstance)
        .flatMap(AclPlanTest::topics)
        .collect(Collectors.toSet());
  }

  private static Stream<String> topics(TopologyDescription.Node node) {
    if (node instanceof TopologyDescription.Sink sink) {
      return Stream.of(sink.topic());
    }
    Collection<String> read = ((TopologyDescription.Source) node).topicSet();
    return read.stream();
  }

  private static MillraceConfig config(String... assignments) {
    return ConfigLoader.load(List.of(), List.of(assignments)).config();
  }
}
