package dev.millrace.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdedTest {

  @Test
  void shouldTakeTurnsAndKeepEachPersonsOrder() {
    List<Interaction> session =
        List.of(click("a1", "ann"), click("a2", "ann"), click("a3", "ann"), click("b1", "bob"));

    List<Interaction> crowd = Crowded.take(session.iterator(), 4);

    assertThat(crowd).extracting(Interaction::getEventId).containsExactly("a1", "b1", "a2", "a3");
  }

  private static Interaction click(String eventId, String userId) {
    return new Interaction(eventId, userId, "item", "click", null, 1L);
  }
}
