package dev.millrace.contract.serde;

import dev.millrace.contract.registry.IncompatibleSchemaException;
import dev.millrace.contract.registry.RegisteredSchema;
import dev.millrace.contract.registry.SchemaRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaNormalization;

/**
 * Finds the schema that a record type is written with in each topic, and remembers it for the life
 * of the process.
 */
final class WriteTargets {

  private final String json;
  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Map<String, WriteTarget> byTopic = new ConcurrentHashMap<>();

  WriteTargets(String json, SchemaRegistry registry, boolean autoRegister) {
    this.json = json;
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  /**
   * The target of a topic. Two threads may both ask the registry the first time; it does no harm.
   */
  WriteTarget of(String topic) {
    WriteTarget known = byTopic.get(topic);
    if (known != null) {
      return known;
    }
    WriteTarget found = find(Subjects.ofValues(topic));
    byTopic.put(topic, found);
    return found;
  }

  private WriteTarget find(String subject) {
    return autoRegister
        ? new WriteTarget.SameSchema(registry.register(subject, json))
        : latest(subject, registry.latest(subject));
  }

  private WriteTarget latest(String subject, RegisteredSchema latest) {
    Schema ours = new Schema.Parser().parse(json);
    Schema registered = new Schema.Parser().parse(latest.json());
    if (SchemaNormalization.toParsingForm(ours)
        .equals(SchemaNormalization.toParsingForm(registered))) {
      return new WriteTarget.SameSchema(latest.id());
    }
    requireReadable(
        subject, latest, SchemaCompatibility.checkReaderWriterCompatibility(registered, ours));
    return new WriteTarget.OtherSchema(latest.id(), ours, registered);
  }

  private static void requireReadable(
      String subject, RegisteredSchema latest, SchemaPairCompatibility result) {
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IncompatibleSchemaException(
          subject,
          "its latest version %d (id %d) cannot read what this program writes: %s"
              .formatted(latest.version(), latest.id(), result.getResult().getIncompatibilities()));
    }
  }
}
