package dev.millrace.contract.support;

import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.registry.RegisteredSchema;
import dev.millrace.contract.registry.RegistryUnavailableException;
import dev.millrace.contract.registry.SchemaRegistry;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory that does not answer so many requests, and counts all of them. */
public final class FlakyRegistry implements SchemaRegistry {

  private final InMemorySchemaRegistry registry;
  private final AtomicInteger failuresLeft;
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * @param registry what answers in the end
   * @param failures how many requests are not answered first
   */
  public FlakyRegistry(InMemorySchemaRegistry registry, int failures) {
    this.registry = registry;
    this.failuresLeft = new AtomicInteger(failures);
  }

  /** How many requests there were, answered or not. */
  public int requests() {
    return requests.get();
  }

  @Override
  public int register(String subject, String schemaJson) {
    failMaybe();
    return registry.register(subject, schemaJson);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    failMaybe();
    return registry.latest(subject);
  }

  @Override
  public String schemaById(int id) {
    failMaybe();
    return registry.schemaById(id);
  }

  private void failMaybe() {
    requests.incrementAndGet();
    if (failuresLeft.getAndDecrement() > 0) {
      throw new RegistryUnavailableException(
          "Cannot ask the registry", new IOException("Connection refused"));
    }
  }
}
