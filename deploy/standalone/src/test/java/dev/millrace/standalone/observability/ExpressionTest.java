package dev.millrace.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.observability.Expression.Matcher;
import dev.millrace.standalone.observability.Expression.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void shouldFindMetricsMatchersAndGroupings() {
    Expression expression =
        Expression.parse(
            "histogram_quantile(0.95, sum by (le, stage) (rate("
                + "a_bucket{stage=~\"x|y\",instance=~\"$instance\"}[5m]))) > 1.5e3");

    assertThat(expression.selectors())
        .containsExactly(
            new Selector(
                "a_bucket",
                List.of(
                    new Matcher("stage", "=~", "x|y"),
                    new Matcher("instance", "=~", "$instance"))));
    assertThat(expression.labels()).containsExactlyInAnyOrder("le", "stage");
  }

  @Test
  void shouldTellOperatorsFunctionsAndNumbersFromMetrics() {
    Expression expression =
        Expression.parse(
            "(sum(increase(a_total[10m])) or vector(0)) + on (x) group_left b offset 5m"
                + " unless sum(c{s=\"and\"}) == 0 or absent(d)");

    assertThat(expression.selectors())
        .extracting(Selector::metric)
        .containsExactly("a_total", "b", "c", "d");
    assertThat(expression.labels()).containsExactly("x");
  }

  @Test
  void shouldAcceptWhatAMatcherAsksFor() {
    assertThat(new Matcher("stage", "=~", "x|y").accepts("y")).isTrue();
    assertThat(new Matcher("stage", "=~", "x|y").accepts("xy")).isFalse();
    assertThat(new Matcher("stage", "=", "x|y").accepts("x")).isFalse();
  }
}
