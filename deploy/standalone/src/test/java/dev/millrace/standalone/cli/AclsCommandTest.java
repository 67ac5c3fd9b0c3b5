package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclsCommandTest {

  @Test
  void shouldPrintATableOfAllApplications() {
    assertThat(acls())
        .containsPattern("PRINCIPAL +OPERATION +RESOURCE +PURPOSE")
        .containsPattern("User:millrace-streams +Read +topic interactions +sequences: input")
        .containsPattern("User:millrace-streams +Create +topic millrace-sequences-\\*")
        .containsPattern("User:millrace-serving +Write +transactional id millrace-serving-\\*")
        .containsPattern("User:millrace-trainer +Read +group millrace-trainer-recommender")
        .containsPattern("User:millrace-replay +Write +topic items")
        .containsPattern("User:millrace-recommend +Read +topic recommendations")
        .containsPattern("User:millrace-admin +DescribeConfigs +topic interactions");
  }

  @Test
  void shouldPrintTheChosenApplicationsForTheirOwnUsers() {
    assertThat(acls("recommend", "--principal", "recommend=User:CN=shop,O=Music").lines())
        .hasSize(4)
        .filteredOn(line -> line.startsWith("User:CN=shop,O=Music "))
        .hasSize(3);
  }

  @Test
  void shouldPrintCallsOfKafkasTool() {
    assertThat(
            acls(
                "streams",
                "trainer",
                "--format",
                "script",
                "--principal",
                "trainer=User:o'hara",
                "--bootstrap",
                "broker:9093"))
        .contains("# streams\n", "# trainer\n")
        .contains(
            "kafka-acls.sh --bootstrap-server 'broker:9093' --command-config admin.properties --add"
                + " --allow-principal 'User:o'\\''hara' --operation Read --operation Write --topic"
                + " 'checkpoints' --resource-pattern-type literal\n")
        .contains(
            " --operation Write --transactional-id 'millrace-popularity-'"
                + " --resource-pattern-type prefixed\n");
  }

  @Test
  void shouldPrintAnArrayOfApplications() throws JsonProcessingException {
    JsonNode applications =
        new JsonMapper().readTree(acls("replay", "serving", "--format", "json"));

    assertThat(applications)
        .extracting(each -> each.get("application").textValue())
        .containsExactly("serving", "replay");
    JsonNode first = applications.get(1).get("acls").get(0);
    assertThat(first.get("resourceType").textValue()).isEqualTo("TOPIC");
    assertThat(first.get("name").textValue()).isEqualTo("items");
    assertThat(first.get("patternType").textValue()).isEqualTo("LITERAL");
    assertThat(first.get("operation").textValue()).isEqualTo("WRITE");
  }

  @Test
  void shouldPrintAKafkaUserForEveryApplication() throws IOException {
    List<JsonNode> users =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(
                acls("--format", "strimzi", "--cluster", "shop", "--authentication", "tls"))
            .readAll();

    assertThat(users)
        .extracting(user -> user.at("/metadata/name").textValue())
        .containsExactly(
            "millrace-streams",
            "millrace-serving",
            "millrace-trainer",
            "millrace-replay",
            "millrace-recommend",
            "millrace-admin");
    JsonNode streams = users.get(0);
    assertThat(streams.at("/apiVersion").textValue()).isEqualTo("kafka.strimzi.io/v1");
    assertThat(streams.at("/kind").textValue()).isEqualTo("KafkaUser");
    assertThat(streams.at("/metadata/labels").get("strimzi.io/cluster").textValue())
        .isEqualTo("shop");
    assertThat(streams.at("/spec/authentication/type").textValue()).isEqualTo("tls");
    assertThat(streams.at("/spec/authorization/type").textValue()).isEqualTo("simple");
    assertThat(streams.at("/spec/authorization/acls"))
        .anySatisfy(
            acl -> {
              assertThat(acl.at("/resource/type").textValue()).isEqualTo("transactionalId");
              assertThat(acl.at("/resource/patternType").textValue()).isEqualTo("prefix");
              assertThat(acl.at("/operations/0").textValue()).isEqualTo("Write");
            });
  }

  @Test
  void shouldSayWhatIsAccepted() {
    assertThat(refused("sreams"))
        .contains("streams, serving, trainer, replay, recommend, admin", "found 'sreams'");
    assertThat(refused("--principal", "anna")).contains("APPLICATION=PRINCIPAL");
    assertThat(refused("--principal", "serving=anna")).contains("User: and a name");
    assertThat(refused("--format", "strimzi")).contains("--cluster");
    assertThat(
            refused(
                "--format", "strimzi", "--cluster", "shop", "--principal", "replay=User:Anna A"))
        .contains("found 'Anna A' for replay");
  }

  private static String refused(String... options) {
    Cli.Result result = run(options);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    return result.err();
  }

  private static String acls(String... options) {
    Cli.Result result = run(options);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private static Cli.Result run(String... options) {
    List<String> all = new ArrayList<>(List.of("acls"));
    all.addAll(List.of(options));
    return Cli.run(all.toArray(String[]::new));
  }
}
