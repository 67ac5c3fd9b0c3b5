package dev.millrace.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest {

  private static final String V1 =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
  private static final String V2 =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
          + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void shouldGiveASchemaTheSameIdEverywhere() {
    int id = registry.register("a-value", V1);

    assertThat(registry.register("a-value", V1)).isEqualTo(id);
    assertThat(registry.register("b-value", V1)).isEqualTo(id);
    assertThat(registry.latest("a-value")).isEqualTo(new RegisteredSchema(id, 1, V1));
    assertThat(registry.schemaById(id)).isEqualTo(V1);
  }

  @Test
  void shouldNumberTheVersionsOfASubject() {
    registry.register("a-value", V1);
    int second = registry.register("a-value", V2);

    assertThat(registry.latest("a-value")).isEqualTo(new RegisteredSchema(second, 2, V2));
  }

  @Test
  void shouldKeepTheLatestVersionWhenAnOldOneIsRegisteredAgain() {
    int first = registry.register("a-value", V1);
    int second = registry.register("a-value", V2);

    assertThat(registry.register("a-value", V1)).isEqualTo(first);
    assertThat(registry.latest("a-value").id()).isEqualTo(second);
  }

  @Test
  void shouldSayWhatItDoesNotHold() {
    assertThatThrownBy(() -> registry.schemaById(0)).isInstanceOf(UnknownSchemaIdException.class);
    assertThatThrownBy(() -> registry.schemaById(1))
        .isInstanceOf(UnknownSchemaIdException.class)
        .hasMessage("The schema registry holds no schema with id 1");
    assertThatThrownBy(() -> registry.latest("a-value"))
        .isInstanceOf(UnknownSubjectException.class)
        .hasMessageContaining("'a-value'");
  }
}
