package dev.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.telemetry.OtlpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart with the values for a secured cluster, alone and over others. */
class SecuredChartTest {

  @Test
  void shouldTakeSecretsByReferenceOnly() {
    RenderedChart chart = RenderedChart.of("secured");

    assertThat(chart.objects())
        .noneMatch(object -> object.at("/kind").textValue().equals("Secret"));
    assertThat(
            chart
                .object("StatefulSet", "shop-streams")
                .at("/spec/template/spec/volumes")
                .findValuesAsText("secretName"))
        .containsExactly(
            "millrace-streams", "my-kafka-cluster-ca-cert", "millrace-http", "millrace-http-token");
  }

  @Test
  void shouldSayInTheSecuredValuesWhichSecretsTheyTake() throws IOException {
    String values = Files.readString(RenderedChart.values("secured"));
    List<String> secrets = new ArrayList<>();
    for (JsonNode pod : RenderedChart.of("secured").pods()) {
      secrets.addAll(pod.findValuesAsText("secretName"));
      pod.findValues("secretKeyRef").forEach(key -> secrets.add(key.get("name").textValue()));
    }

    assertThat(secrets).contains("checkpoint-store", "millrace-http");
    assertThat(values.substring(0, values.indexOf("\nkafka:"))).contains(secrets);
  }

  @Test
  void shouldRunProductionOnASecuredCluster(@TempDir Path folder) throws IOException {
    RenderedChart chart = RenderedChart.of("production", "secured");
    MillraceConfig config = chart.configuration(folder);
    JsonNode trigger = chart.object("ScaledObject", "shop-serving").at("/spec/triggers/0");

    assertThat(chart.objects())
        .allSatisfy(object -> assertThat(KubernetesSchemas.problems(object)).isEmpty());
    assertThat(config.kafka()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.topics().partitions()).isEqualTo(24);
    assertThat(trigger.at("/metadata/bootstrapServers").textValue())
        .isEqualTo(config.kafka().get("bootstrap.servers"));
    assertThat(trigger.at("/metadata/sasl").textValue()).isEqualTo("scram_sha512");
    assertThat(trigger.at("/authenticationRef/name").textValue()).isEqualTo("millrace-keda");
  }

  @Test
  void shouldAskForHealthAndMetricsByTlsAndWithTheTokenWhereTheseAreSet(@TempDir Path folder)
      throws IOException {
    RenderedChart chart = RenderedChart.of("secured");
    JsonNode container =
        chart.object("Deployment", "shop-serving").at("/spec/template/spec/containers/0");
    JsonNode scraped = chart.object("PodMonitor", "shop").at("/spec/podMetricsEndpoints/0");
    MillraceConfig config = chart.configuration(folder);

    assertThat(container.findValuesAsText("scheme")).containsExactly("HTTPS", "HTTPS", "HTTPS");
    assertThat(scraped.at("/scheme").textValue()).isEqualTo("https");
    assertThat(scraped.at("/authorization/credentials/name").textValue())
        .isEqualTo("millrace-http-token");
    assertThat(container.findValuesAsText("mountPath"))
        .contains("/etc/millrace/http-tls", "/etc/millrace/http-token");
    for (HttpAddress http :
        List.of(
            config.streams().http(), config.trainer().online().http(), config.serving().http())) {
      assertThat(http.token()).hasValue("from-a-secret");
      assertThat(http.tls().orElseThrow().certificate())
          .hasValue(Path.of("/etc/millrace/http-tls/tls.crt"));
    }
  }

  @Test
  void shouldSendSpansToTheCollectorWithHeadersFromASecretAndLetThePodsReachIt(@TempDir Path folder)
      throws IOException {
    RenderedChart chart =
        RenderedChart.of(
            RenderedChart.template()
                .withValuesFile(RenderedChart.values("secured"))
                .withValuesFile(securedTelemetry(folder)));
    OtlpSettings otlp = chart.configuration(folder).telemetry().otlp();

    assertThat(otlp.endpoint()).isEqualTo("https://collector.monitoring.svc:4318");
    assertThat(otlp.headers()).containsExactly(entry("Authorization", "Bearer from-a-secret"));
    assertThat(
            chart
                .object("Deployment", "shop-serving")
                .at("/spec/template/spec/containers/0")
                .findValuesAsText("mountPath"))
        .contains("/etc/millrace/otlp");
    assertThat(
            chart
                .object("NetworkPolicy", "shop")
                .at("/spec/egress/0/ports")
                .findValuesAsText("port"))
        .containsExactly("53", "53", "9093", "8443", "443", "4318");
  }

  /** What the secured values hold as a comment, for those who have a collector. */
  private static Path securedTelemetry(Path folder) throws IOException {
    String values = Files.readString(RenderedChart.values("secured"));
    String comment = values.substring(values.indexOf("# telemetry:"), values.indexOf("\nconfig:"));
    return Files.writeString(folder.resolve("telemetry.yaml"), comment.replaceAll("(?m)^# ", ""));
  }
}
