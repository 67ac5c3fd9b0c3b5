package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicsExportCommandTest {

  private static final List<TopicPlan> PLANS =
      TopicPlans.of(TopicNames.defaults(), TopicSettings.defaults());

  @Test
  void shouldPrintAKafkaTopicForEveryPlan() throws IOException {
    List<JsonNode> resources = strimzi("--set", "topics.replication=3");

    assertThat(resources).hasSameSizeAs(PLANS);
    for (int i = 0; i < PLANS.size(); i++) {
      JsonNode resource = resources.get(i);
      assertThat(resource.at("/apiVersion").textValue()).isEqualTo("kafka.strimzi.io/v1");
      assertThat(resource.at("/kind").textValue()).isEqualTo("KafkaTopic");
      assertThat(resource.at("/metadata/name").textValue()).isEqualTo(PLANS.get(i).name());
      assertThat(resource.at("/metadata/labels").get("strimzi.io/cluster").textValue())
          .isEqualTo("shop");
      assertThat(resource.at("/spec/replicas").intValue()).isEqualTo(3);
      isAsPlanned(resource.at("/spec"), "topicName", PLANS.get(i));
    }
  }

  @Test
  void shouldLeaveReplicasToTheClusterUnlessTheyAreConfigured() throws IOException {
    assertThat(strimzi())
        .allSatisfy(topic -> assertThat(topic.at("/spec").has("replicas")).isFalse());
  }

  @Test
  void shouldGiveResourcesNamesThatKubernetesTakesAndThatDiffer() throws IOException {
    List<JsonNode> resources =
        strimzi(
            "--set",
            "topics.names.interactions=Shop_Clicks",
            "--set",
            "topics.names.items=shop-clicks_");

    List<String> names =
        resources.stream().map(topic -> topic.at("/metadata/name").textValue()).toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"));
    assertThat(names.get(0)).startsWith("shop-clicks-");
    assertThat(resources.get(0).at("/spec/topicName").textValue()).isEqualTo("Shop_Clicks");
  }

  @Test
  void shouldPrintATerraformResourceForEveryPlan() throws JsonProcessingException {
    JsonNode resources =
        json("--format", "terraform", "--set", "topics.replication=3").at("/resource/kafka_topic");

    assertThat(resources).hasSameSizeAs(PLANS);
    for (TopicPlan plan : PLANS) {
      JsonNode resource = resources.get(plan.name().replace('.', '_'));
      assertThat(resource.get("replication_factor").intValue()).isEqualTo(3);
      isAsPlanned(resource, "name", plan);
    }
  }

  @Test
  void shouldPrintAnArrayOfTopics() throws JsonProcessingException {
    JsonNode topics = json("--format", "json", "--set", "topics.partitions=12");

    assertThat(topics).hasSameSizeAs(PLANS);
    assertThat(topics.get(0).get("partitions").intValue()).isEqualTo(12);
    assertThat(topics.get(0).get("replication").isNull()).isTrue();
    isAsPlanned(topics.get(1), "name", PLANS.get(1));
  }

  @Test
  void shouldSayWhatAFormatNeedsToKnow() {
    Cli.Result terraform = Cli.run("topics", "export", "--format", "terraform");
    Cli.Result strimzi = Cli.run("topics", "export", "--format", "strimzi");

    assertThat(terraform.exitCode()).isEqualTo(2);
    assertThat(terraform.err()).contains("set topics.replication");
    assertThat(strimzi.exitCode()).isEqualTo(2);
    assertThat(strimzi.err()).contains("--cluster");
  }

  private static void isAsPlanned(JsonNode topic, String nameField, TopicPlan plan) {
    assertThat(topic.get(nameField).textValue()).isEqualTo(plan.name());
    assertThat(topic.get("partitions").intValue()).isEqualTo(plan.partitions());
    Map<String, String> config = new TreeMap<>();
    topic
        .get("config")
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().textValue()));
    assertThat(config).isEqualTo(plan.config());
  }

  private static List<JsonNode> strimzi(String... more) throws IOException {
    String[] options = {"--format", "strimzi", "--cluster", "shop"};
    YAMLMapper yaml = new YAMLMapper();
    return yaml.readerFor(JsonNode.class).<JsonNode>readValues(export(options, more)).readAll();
  }

  private static JsonNode json(String... options) throws JsonProcessingException {
    return new JsonMapper().readTree(export(options));
  }

  private static String export(String[] options, String... more) {
    String[] arguments = new String[2 + options.length + more.length];
    arguments[0] = "topics";
    arguments[1] = "export";
    System.arraycopy(options, 0, arguments, 2, options.length);
    System.arraycopy(more, 0, arguments, 2 + options.length, more.length);
    Cli.Result result = Cli.run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }
}
