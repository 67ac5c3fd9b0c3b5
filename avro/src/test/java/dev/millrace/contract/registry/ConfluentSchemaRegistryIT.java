package dev.millrace.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.support.StubRegistryServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Confluent client over HTTP, against the answers that its protocol defines. */
class ConfluentSchemaRegistryIT {

  @Test
  void shouldRegisterUnderTheSubject() throws IOException {
    try (StubRegistryServer server = StubRegistryServer.answering(200, "{\"id\": 7}");
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {

      assertThat(registry.register("a-value", "\"string\"")).isEqualTo(7);
      assertThat(server.requests()).containsExactly("POST /subjects/a-value/versions");
    }
  }

  @Test
  void shouldFetchSchemasAsTheyWereRegistered() throws IOException {
    String answer = "{\"id\": 7, \"version\": 3, \"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";
    try (StubRegistryServer server = StubRegistryServer.answering(200, answer);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {

      assertThat(registry.schemaById(7)).isEqualTo("{\"type\": \"string\"}");
      assertThat(registry.latest("a-value"))
          .isEqualTo(new RegisteredSchema(7, 3, "{\"type\": \"string\"}"));
    }
  }

  @Test
  void shouldSayThatAnIdIsUnknown() throws IOException {
    try (StubRegistryServer server = refusing(404, 40403);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.schemaById(7))
          .isInstanceOf(UnknownSchemaIdException.class)
          .hasMessageContaining("id 7");
    }
  }

  @Test
  void shouldSayThatASubjectIsUnknown() throws IOException {
    try (StubRegistryServer server = refusing(404, 40401);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.latest("a-value"))
          .isInstanceOf(UnknownSubjectException.class)
          .hasMessageContaining("'a-value'");
    }
  }

  @Test
  void shouldSayThatASchemaIsIncompatible() throws IOException {
    try (StubRegistryServer server = refusing(409, 409);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.register("a-value", "\"string\""))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageContaining("'a-value'")
          .hasMessageContaining("said so");
    }
  }

  @Test
  void shouldCallServerErrorsUnavailable() throws IOException {
    for (int status : new int[] {429, 500, 503}) {
      try (StubRegistryServer server = refusing(status, 50001);
          SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
        assertThatThrownBy(() -> registry.schemaById(7))
            .isInstanceOf(RegistryUnavailableException.class)
            .hasMessageContaining("answered " + status);
      }
    }
  }

  @Test
  void shouldNotCallRefusedCredentialsUnavailable() throws IOException {
    try (StubRegistryServer server = refusing(401, 401);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.schemaById(7))
          .isExactlyInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("answered 401");
    }
  }

  @Test
  void shouldCallARefusedConnectionUnavailable() throws IOException {
    StubRegistryServer server = refusing(500, 500);
    server.close();
    try (SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.latest("a-value"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasRootCauseInstanceOf(ConnectException.class);
    }
  }

  @Test
  void shouldCallSilenceUnavailable() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        SchemaRegistry registry =
            new ConfluentSchemaRegistry(
                Map.of(
                    "schema.registry.url",
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "http.read.timeout.ms",
                    "100"))) {
      assertThatThrownBy(() -> registry.schemaById(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void shouldSayThatASchemaIsNotAvro() throws IOException {
    String answer = "{\"schema\": \"{}\", \"schemaType\": \"JSON\"}";
    try (StubRegistryServer server = StubRegistryServer.answering(200, answer);
        SchemaRegistry registry = ConfluentSchemaRegistry.at(server.url())) {
      assertThatThrownBy(() -> registry.schemaById(7))
          .isInstanceOf(NotAnAvroSchemaException.class)
          .hasMessage("The schema with id 7 is of type JSON; only AVRO is supported");
    }
  }

  @Test
  void shouldTryTheNextAddressWhenOneIsDown() throws IOException {
    StubRegistryServer down = refusing(500, 500);
    down.close();
    try (StubRegistryServer server = StubRegistryServer.answering(200, "{\"id\": 7}");
        SchemaRegistry registry = ConfluentSchemaRegistry.at(down.url() + ", " + server.url())) {
      assertThat(registry.register("a-value", "\"string\"")).isEqualTo(7);
    }
  }

  @Test
  void shouldSendCredentials() throws IOException {
    try (StubRegistryServer server = StubRegistryServer.answering(200, "{\"id\": 7}")) {
      Map<String, String> basic =
          Map.of(
              "schema.registry.url", server.url(),
              "basic.auth.credentials.source", "USER_INFO",
              "basic.auth.user.info", "user:password");
      Map<String, String> bearer =
          Map.of(
              "schema.registry.url", server.url(),
              "bearer.auth.credentials.source", "STATIC_TOKEN",
              "bearer.auth.token", "abc");

      register(basic);
      register(bearer);

      assertThat(server.requests())
          .containsExactly(
              "POST /subjects/a-value/versions Basic dXNlcjpwYXNzd29yZA==",
              "POST /subjects/a-value/versions Bearer abc");
    }
  }

  @Test
  void shouldAskForTheAddressWhenThereIsNone() {
    assertThatThrownBy(() -> new ConfluentSchemaRegistry(Map.of("basic.auth.user.info", "u:p")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The registry properties need 'schema.registry.url', for instance"
                + " http://localhost:8081; found [basic.auth.user.info]");
  }

  private static void register(Map<String, String> properties) {
    try (SchemaRegistry registry = new ConfluentSchemaRegistry(properties)) {
      registry.register("a-value", "\"string\"");
    }
  }

  private static StubRegistryServer refusing(int status, int errorCode) throws IOException {
    return StubRegistryServer.answering(
        status, "{\"error_code\": " + errorCode + ", \"message\": \"said so\"}");
  }
}
