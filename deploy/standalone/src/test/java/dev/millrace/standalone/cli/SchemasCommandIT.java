package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class SchemasCommandIT {

  private static final Item ITEM =
      Item.newBuilder().setItemId("i1").setTitle("Blue Train").setAvailable(true).build();

  @Test
  void shouldLetWritersWriteThatMayNotRegister(TestPlatform platform) {
    String prefix = platform.prefix();

    Cli.Result first = Cli.on(platform, prefix, "schemas", "register");
    Cli.Result again = Cli.on(platform, prefix, "schemas", "register");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out().lines())
        .hasSize(12)
        .anyMatch(line -> line.startsWith(prefix + "items-value"));
    assertThat(again.out()).as("ids of the same schemas").isEqualTo(first.out());
    try (SchemaRegistry registry = registry(platform);
        Serde<Item> items = notRegistering(registry)) {
      byte[] bytes = items.serializer().serialize(prefix + "items", ITEM);
      assertThat(items.deserializer().deserialize(prefix + "items", bytes)).isEqualTo(ITEM);
    }
  }

  @Test
  void shouldNameTheSubjectWhoseSchemaDoesNotFit(TestPlatform platform) {
    String prefix = platform.prefix() + "other.";
    try (SchemaRegistry registry = registry(platform)) {
      registry.register(prefix + "items-value", "\"string\"");
    }

    Cli.Result result = Cli.on(platform, prefix, "schemas", "register");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("not compatible with subject '" + prefix + "items-value'");
  }

  private static Serde<Item> notRegistering(SchemaRegistry registry) {
    return new AvroSerdes(
            registry,
            AvroSerdeSettings.from(Map.of(AvroSerdeSettings.AUTO_REGISTER_PROPERTY, "false")))
        .of(Item.class);
  }

  private static SchemaRegistry registry(TestPlatform platform) {
    return ConfluentSchemaRegistry.at(platform.registryUrl().toString());
  }
}
