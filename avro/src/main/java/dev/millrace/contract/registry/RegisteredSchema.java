package dev.millrace.contract.registry;

/**
 * A schema as a registry holds it.
 *
 * @param id number that records carry, unique in the registry
 * @param version place among the versions of its subject, from 1
 * @param json the schema in Avro's JSON
 */
public record RegisteredSchema(int id, int version, String json) {

  public RegisteredSchema {
    if (version < 1) {
      throw new IllegalArgumentException("Schema versions start at 1, but found " + version);
    }
    if (json.isBlank()) {
      throw new IllegalArgumentException("The schema with id " + id + " is blank");
    }
  }
}
