package dev.millrace.standalone.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import org.junit.jupiter.api.Test;

class ExampleSamplerTest {

  private final ExampleSampler sampler = new ExampleSampler(1);

  @Test
  void shouldMakeAsManyExamplesAsAreWanted() {
    sampler.want(2);

    assertThat(sampler.take(click("a", "click"))).isEmpty();
    assertThat(sampler.take(click("b", "dislike"))).isEmpty();
    assertThat(sampler.take(click("c", "click")))
        .singleElement()
        .satisfies(example -> assertThat(example.getHistory()).containsExactly("a"))
        .satisfies(example -> assertThat(example.getTarget()).isEqualTo("c"));
    assertThat(sampler.wanted()).isEqualTo(1);
    assertThat(sampler.take(click("d", "click"))).hasSize(1);
    assertThat(sampler.take(click("e", "click"))).isEmpty();
    sampler.want(1);
    assertThat(sampler.take(click("f", "click")).get(0).getHistory())
        .containsExactly("a", "c", "d", "e");
  }

  private static Interaction click(String item, String type) {
    return new Interaction("event-" + item, "user", item, type, null, 1L);
  }
}
