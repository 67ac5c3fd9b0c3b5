package dev.millrace.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.UserDeletion;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.IncompatibleSchemaException;
import dev.millrace.contract.registry.RegisteredSchema;
import dev.millrace.contract.registry.RegistryUnavailableException;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.registry.UnknownSchemaIdException;
import dev.millrace.contract.registry.UnknownSubjectException;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.embedded.EmbeddedRegistry;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
class RealRegistryIT {

  private static final String SCHEMA =
      """
      {"type":"record","name":"R","fields":[{"name":"a","type":"string"}]}""";
  private static final String COMPATIBLE =
      """
      {"type":"record","name":"R","fields":[{"name":"a","type":"string"},
      {"name":"b","type":"int","default":0}]}""";
  private static final String INCOMPATIBLE =
      """
      {"type":"record","name":"R","fields":[{"name":"a","type":"string"},
      {"name":"c","type":"int"}]}""";
  private static final UserDeletion DELETION =
      UserDeletion.newBuilder().setUserId("u").setRequestedAt(1).build();

  @Test
  void shouldKeepVersionsUnderIds(TestPlatform platform) {
    String subject = platform.prefix() + "versions-value";
    try (SchemaRegistry registry = clientOf(platform)) {
      int first = registry.register(subject, SCHEMA);
      int second = registry.register(subject, COMPATIBLE);

      assertThat(registry.register(subject, SCHEMA)).isEqualTo(first).isNotEqualTo(second);
      assertThat(registry.schemaById(first)).contains("\"R\"").doesNotContain("\"b\"");
      RegisteredSchema latest = registry.latest(subject);
      assertThat(latest.id()).isEqualTo(second);
      assertThat(latest.version()).isEqualTo(2);
    }
  }

  @Test
  void shouldNameWhatIsWrongWhenTheRegistryRefuses(TestPlatform platform) {
    String subject = platform.prefix() + "refused-value";
    try (SchemaRegistry registry = clientOf(platform)) {
      registry.register(subject, SCHEMA);

      assertThatThrownBy(() -> registry.register(subject, INCOMPATIBLE))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageContaining(subject);
      assertThatThrownBy(() -> registry.schemaById(987_654))
          .isInstanceOf(UnknownSchemaIdException.class)
          .hasMessageContaining("987654");
      assertThatThrownBy(() -> registry.latest(platform.prefix() + "never-value"))
          .isInstanceOf(UnknownSubjectException.class)
          .hasMessageContaining("never-value");
    }
  }

  @Test
  void shouldGiveUpAfterTheTimeoutAndRecoverWhenTheRegistryComesBack(@TempDir Path folder)
      throws Exception {
    String url;
    byte[] written;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder)) {
      url = registry.url().toString();
      written = serde(url, Duration.ofSeconds(5)).serializer().serialize("topic", DELETION);
    }

    assertThatThrownBy(
            () -> serde(url, Duration.ofMillis(300)).deserializer().deserialize("topic", written))
        .isInstanceOf(RegistryUnavailableException.class);

    CompletableFuture<UserDeletion> waiting =
        CompletableFuture.supplyAsync(
            () -> serde(url, Duration.ofMinutes(2)).deserializer().deserialize("topic", written));
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder)) {
      assertThat(registry.url()).hasToString(url);
      assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(DELETION);
    }
  }

  private static SchemaRegistry clientOf(TestPlatform platform) {
    return ConfluentSchemaRegistry.at(platform.registryUrl().toString());
  }

  private static Serde<UserDeletion> serde(String url, Duration timeout) {
    return new AvroSerdes(ConfluentSchemaRegistry.at(url), new AvroSerdeSettings(true, timeout))
        .of(UserDeletion.class);
  }
}
