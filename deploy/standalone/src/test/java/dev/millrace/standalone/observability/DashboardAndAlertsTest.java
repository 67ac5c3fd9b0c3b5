package dev.millrace.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.standalone.observability.AlertRules.Rule;
import dev.millrace.standalone.observability.GrafanaDashboard.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of dashboard and alerts without a running pipeline. */
class DashboardAndAlertsTest {

  private static final int COLUMNS = 24;

  private final GrafanaDashboard dashboard = ObservabilityFiles.dashboard();
  private final List<Rule> alerts = ObservabilityFiles.alerts().rules();

  @Test
  void shouldHavePanelsWithIdsOfTheirOwnUnitsAndDescribedTitles() {
    assertThat(dashboard.panels())
        .extracting(panel -> panel.get("id").asInt())
        .doesNotHaveDuplicates();
    assertThat(dashboard.charts())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.get("title").asText()).isNotBlank();
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.get("targets")).isNotEmpty();
            });
    assertThat(dashboard.charts())
        .extracting(panel -> panel.get("title").asText())
        .doesNotHaveDuplicates();
    assertThat(dashboard.variables()).containsExactly("datasource", "application", "instance");
  }

  @Test
  void shouldPutNoPanelOverAnother() {
    List<Place> places = dashboard.places();

    assertThat(places).allMatch(place -> place.x() >= 0 && place.x() + place.width() <= COLUMNS);
    for (Place place : places) {
      assertThat(places).filteredOn(place::overlaps).containsExactly(place);
    }
  }

  @Test
  void shouldAskOnlyForWhatIsChosenOnThePage() {
    assertThat(dashboard.queries())
        .flatExtracting(query -> query.expression().selectors())
        .isNotEmpty()
        .allSatisfy(
            selector ->
                assertThat(selector.matchers())
                    .extracting(Expression.Matcher::label)
                    .contains("application", "instance"));
  }

  @Test
  void shouldSayOfEveryAlertHowBadItIsAndWhatToDo() throws IOException {
    Set<String> runbooks = anchors(ObservabilityFiles.RUNBOOKS);

    assertThat(alerts).extracting(Rule::name).isNotEmpty().doesNotHaveDuplicates();
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.severity()).isIn("critical", "warning");
              assertThat(alert.summary()).isNotBlank();
              assertThat(alert.holdsFor()).matches("\\d+[smh]|");
              assertThat(alert.expression().selectors()).isNotEmpty();
              assertThat(alert.runbook()).startsWith("docs/runbooks.md#");
              assertThat(runbooks).contains(alert.runbook().split("#", 2)[1]);
            });
  }

  @Test
  void shouldNameEveryAlertInItsRunbook() throws IOException {
    String runbooks = Files.readString(ObservabilityFiles.RUNBOOKS);

    assertThat(alerts).allSatisfy(alert -> assertThat(runbooks).contains("`" + alert.name() + "`"));
  }

  @Test
  void shouldSatisfyPromtool() throws Exception {
    assumeTrue(isThere("promtool"), "promtool (Debian: prometheus) is not installed");

    assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    assertThat(promtool("check", "config", "prometheus.yaml")).contains("SUCCESS");
  }

  /** As the pages of code hosts make them from headings. */
  private static Set<String> anchors(Path markdown) throws IOException {
    try (Stream<String> lines = Files.lines(markdown)) {
      return lines
          .filter(line -> line.startsWith("## "))
          .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
          .collect(Collectors.toSet());
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(ObservabilityFiles.RULES.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
