package dev.millrace.contract.registry;

/**
 * Where schemas are kept, by number and by subject. Implementations are thread-safe.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when the registry does not answer,
 * and another {@link SchemaRegistryException} when it answers with a refusal.
 */
public interface SchemaRegistry extends AutoCloseable {

  /**
   * Registers a schema as the newest version of a subject; a schema that the subject already holds
   * keeps its id.
   *
   * @param subject where to register, for instance {@code interactions-value}
   * @param schemaJson the schema in Avro's JSON
   * @return the id of the schema
   * @throws IncompatibleSchemaException if the subject's compatibility rule refuses the schema
   */
  int register(String subject, String schemaJson);

  /**
   * The newest version of a subject.
   *
   * @param subject for instance {@code interactions-value}
   * @throws UnknownSubjectException if nothing was ever registered there
   */
  RegisteredSchema latest(String subject);

  /**
   * The schema that has an id, in Avro's JSON.
   *
   * @param id as returned by {@link #register} and carried by every record
   * @throws UnknownSchemaIdException if the registry holds no such id
   * @throws NotAnAvroSchemaException if it holds another kind of schema
   */
  String schemaById(int id);

  /** Releases connections; closing twice is fine. */
  @Override
  default void close() {}
}
