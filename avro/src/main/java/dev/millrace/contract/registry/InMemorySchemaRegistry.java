package dev.millrace.contract.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * A schema registry that lives as long as the process: for tests and for evaluation without a
 * network. It keeps Confluent's rules: a schema has one id whatever its subjects, and a new version
 * must be able to read the latest one (BACKWARD).
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> idsBySubject = new HashMap<>();

  @Override
  public synchronized int register(String subject, String schemaJson) {
    Schema schema = new Schema.Parser().parse(schemaJson);
    List<Integer> versions = idsBySubject.getOrDefault(subject, List.of());
    int known = schemas.indexOf(schema) + 1;
    if (versions.contains(known)) {
      return known;
    }
    if (!versions.isEmpty()) {
      requireBackwardCompatible(subject, schema, schema(versions.get(versions.size() - 1)));
    }
    int id = known > 0 ? known : add(schema);
    idsBySubject.computeIfAbsent(subject, unused -> new ArrayList<>()).add(id);
    return id;
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    List<Integer> versions = idsBySubject.get(subject);
    if (versions == null) {
      throw new UnknownSubjectException(subject);
    }
    int id = versions.get(versions.size() - 1);
    return new RegisteredSchema(id, versions.size(), schema(id).toString());
  }

  @Override
  public synchronized String schemaById(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaIdException(id);
    }
    return schema(id).toString();
  }

  private int add(Schema schema) {
    schemas.add(schema);
    return schemas.size();
  }

  private Schema schema(int id) {
    return schemas.get(id - 1);
  }

  private static void requireBackwardCompatible(String subject, Schema reader, Schema writer) {
    SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IncompatibleSchemaException(
          subject,
          result.getResult().getIncompatibilities().stream()
              .map(
                  reason ->
                      reason.getType() + " at " + reason.getLocation() + ": " + reason.getMessage())
              .collect(Collectors.joining("; ")));
    }
  }
}
