package dev.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm itself and held against the schemas of Kubernetes. */
class ChartTest {

  @Test
  void shouldPassHelmsLinter() {
    LintResult result = new Helm(RenderedChart.CHART).lint().strict().call();

    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"laptop", "production", "gpu", "secured"})
  void shouldRenderWhatKubernetesAccepts(String values) {
    RenderedChart chart = RenderedChart.of(values);

    assertThat(chart.objects()).isNotEmpty();
    assertThat(chart.objects())
        .allSatisfy(object -> assertThat(KubernetesSchemas.problems(object)).isEmpty());
  }

  @Test
  void shouldFindWhatKubernetesWouldRefuse() {
    ObjectNode misspelt =
        RenderedChart.of("laptop").object("StatefulSet", "shop-streams").deepCopy();
    ((ObjectNode) misspelt.at("/spec/template/spec/containers/0")).put("comand", "streams");
    ObjectNode incomplete =
        RenderedChart.of("laptop").object("Deployment", "shop-serving").deepCopy();
    ((ObjectNode) incomplete.get("spec")).remove("selector");

    assertThat(KubernetesSchemas.problems(misspelt)).singleElement().asString().contains("comand");
    assertThat(KubernetesSchemas.problems(incomplete))
        .singleElement()
        .asString()
        .contains("selector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"laptop", "production", "gpu", "secured"})
  void shouldRunEveryContainerWithoutPrivileges(String values) {
    for (JsonNode pod : RenderedChart.of(values).pods()) {
      assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").intValue()).isEqualTo(10_001);
      assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
      JsonNode container = pod.at("/containers/0/securityContext");
      assertThat(container.at("/readOnlyRootFilesystem").booleanValue()).isTrue();
      assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(container.at("/capabilities/drop/0").textValue()).isEqualTo("ALL");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulSet, streams, 8082",
    "Deployment, trainer, 8081",
    "Deployment, serving, 8080"
  })
  void shouldProbeTheHealthOfEachApplicationAtThePortThatItIsToldToListenOn(
      String kind, String application, int port, @TempDir Path folder) throws IOException {
    RenderedChart chart = RenderedChart.of("production");
    JsonNode container =
        chart.object(kind, "shop-" + application).at("/spec/template/spec/containers/0");

    assertThat(container.at("/livenessProbe/httpGet/path").textValue()).isEqualTo("/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").textValue()).isEqualTo("/health/ready");
    assertThat(container.at("/startupProbe/httpGet/port").textValue()).isEqualTo("http");
    assertThat(container.at("/ports/0/containerPort").intValue()).isEqualTo(port);
    assertThat(httpPort(chart.configuration(folder), application)).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"laptop", "production", "gpu", "secured"})
  void shouldConfigureWhatMillraceAccepts(String values, @TempDir Path folder) throws IOException {
    MillraceConfig config = RenderedChart.of(values).configuration(folder);

    assertThat(config.streams().kafka())
        .containsEntry("group.instance.id", "shop-streams-0")
        .containsEntry("application.server", "shop-streams-0.shop-streams.recommend.svc:8082");
    assertThat(config.streams().http().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void shouldKeepTheStateOfStreamsAndCopiesOfItOnOtherPods(@TempDir Path folder)
      throws IOException {
    RenderedChart chart = RenderedChart.of("production");
    JsonNode streams = chart.object("StatefulSet", "shop-streams");

    assertThat(streams.at("/spec/replicas").intValue()).isEqualTo(3);
    assertThat(streams.at("/spec/volumeClaimTemplates/0/metadata/name").textValue())
        .isEqualTo("data");
    assertThat(
            streams.at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage").textValue())
        .isEqualTo("50Gi");
    assertThat(streams.at("/spec/serviceName").textValue())
        .isEqualTo(chart.object("Service", "shop-streams").at("/metadata/name").textValue());
    assertThat(chart.configuration(folder).streams().kafka())
        .containsEntry("num.standby.replicas", "1");
  }

  @Test
  void shouldLetOnePodGoAtATime() {
    RenderedChart chart = RenderedChart.of("production");

    for (String application : List.of("streams", "trainer", "serving")) {
      JsonNode budget = chart.object("PodDisruptionBudget", "shop-" + application);
      assertThat(budget.at("/spec/maxUnavailable").intValue()).isEqualTo(1);
      assertThat(
              budget
                  .at("/spec/selector/matchLabels")
                  .get("app.kubernetes.io/component")
                  .textValue())
          .isEqualTo(application);
    }
  }

  @Test
  void shouldScaleServingByTheLagOfItsOwnGroup(@TempDir Path folder) throws IOException {
    RenderedChart chart = RenderedChart.of("production");
    MillraceConfig config = chart.configuration(folder);
    JsonNode trigger = chart.object("ScaledObject", "shop-serving").at("/spec/triggers/0/metadata");

    assertThat(trigger.at("/consumerGroup").textValue()).isEqualTo(config.serving().groupId());
    assertThat(trigger.at("/topic").textValue()).isEqualTo(config.topics().names().userSequences());
    assertThat(chart.object("Deployment", "shop-serving").at("/spec").has("replicas")).isFalse();
  }

  @Test
  void shouldGiveTheTrainerAGpuAndTheImageForIt() {
    JsonNode container =
        RenderedChart.of("gpu")
            .object("Deployment", "shop-trainer")
            .at("/spec/template/spec/containers/0");

    assertThat(container.at("/resources/limits").get("nvidia.com/gpu").intValue()).isEqualTo(1);
    assertThat(container.at("/image").textValue()).endsWith("-cuda");
  }

  @ParameterizedTest
  @CsvSource({
    "laptop, trainer, 1",
    "laptop, serving, 1",
    "production, trainer, 4",
    "gpu, serving, 8",
  })
  void shouldBoundTheThreadsOfTheTensorLibrary(String values, String application, String threads) {
    JsonNode environment =
        RenderedChart.of(values)
            .object("Deployment", "shop-" + application)
            .at("/spec/template/spec/containers/0/env");

    assertThat(environment)
        .filteredOn(variable -> variable.get("name").textValue().equals("OMP_NUM_THREADS"))
        .extracting(variable -> variable.get("value").textValue())
        .containsExactly(threads);
  }

  @Test
  void shouldGiveTheServiceAccountItsAnnotations() {
    JsonNode annotated = RenderedChart.of("production").object("ServiceAccount", "shop");
    JsonNode plain = RenderedChart.of("laptop").object("ServiceAccount", "shop");

    assertThat(annotated.at("/metadata/annotations").get("eks.amazonaws.com/role-arn").textValue())
        .isEqualTo("arn:aws:iam::123456789012:role/millrace-checkpoints");
    assertThat(plain.get("metadata").has("annotations")).isFalse();
  }

  @Test
  void shouldSendNoSpansUnlessTold(@TempDir Path folder) throws IOException {
    RenderedChart chart = RenderedChart.of("production");

    assertThat(chart.configuration(folder).telemetry().otlp().isOn()).isFalse();
    assertThat(
            chart
                .object("NetworkPolicy", "shop")
                .at("/spec/egress/0/ports")
                .findValuesAsText("port"))
        .containsExactly("53", "53", "9092", "9093", "8080", "8081", "443");
  }

  @ParameterizedTest
  @CsvSource({
    "streams.replicas, 0, minimum",
    "stream.replicas, 2, additional properties 'stream' not allowed",
    "images.pullPolicy, Sometimes, value must be one of",
    "kafka.bootstrapServers, kafka, does not match pattern",
    "serviceAccount.annotation, role, additional properties 'annotation' not allowed",
    "telemetry.otlp.endpoint, collector:4318, does not match pattern",
    "streams.standbyReplicas, 1, must be less than streams.replicas"
  })
  void shouldRefuseWrongValues(String path, String value, String message) {
    assertThatThrownBy(() -> RenderedChart.template().set(path, value).call())
        .hasMessageContaining(message);
  }

  @Test
  void shouldHoldTheTopicsAndUsersThatTheCommandsPrint() throws IOException {
    Path strimzi = RenderedChart.CHART.resolveSibling("strimzi");

    assertThat(
            Cli.run(
                    "topics",
                    "export",
                    "--format",
                    "strimzi",
                    "--cluster",
                    "my-kafka",
                    "--set",
                    "topics.partitions=24",
                    "--set",
                    "topics.item-partitions=12",
                    "--set",
                    "topics.replication=3")
                .out())
        .isEqualTo(Files.readString(strimzi.resolve("topics.yaml")));
    assertThat(Cli.run("acls", "--format", "strimzi", "--cluster", "my-kafka").out())
        .isEqualTo(Files.readString(strimzi.resolve("users.yaml")));
  }

  private static int httpPort(MillraceConfig config, String application) {
    return switch (application) {
      case "streams" -> config.streams().http().port();
      case "trainer" -> config.trainer().online().http().port();
      default -> config.serving().http().port();
    };
  }
}
