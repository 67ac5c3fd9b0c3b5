package dev.millrace.contract.serde;

/**
 * What wrote a record, for error messages.
 *
 * @param topic topic of the record
 * @param schemaId id of the writer's schema
 */
record WriterReference(String topic, int schemaId) {

  @Override
  public String toString() {
    return "topic '%s' written with schema id %d".formatted(topic, schemaId);
  }
}
