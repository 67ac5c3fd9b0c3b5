package dev.millrace.contract.registry;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The Confluent client. Any registry that speaks its protocol will do: Confluent's own, Apicurio
 * (at {@code /apis/ccompat/v7}), Karapace, Redpanda.
 *
 * <p>The client is the real one, taken from an Apache artifact that relocates it, because {@code
 * io.confluent} is not on Maven Central. With access to Confluent's repository, the imports of this
 * class are all that changes.
 */
public final class ConfluentSchemaRegistry implements SchemaRegistry {

  /** Property with the registry's address, or several with commas between. */
  public static final String URL_PROPERTY = "schema.registry.url";

  private static final Map<String, String> DEFAULTS =
      Map.of("http.connect.timeout.ms", "5000", "http.read.timeout.ms", "20000");
  private static final int CACHED_SCHEMAS = 1_000;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int CONFLICT = 409;
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int SCHEMA_NOT_FOUND = 40403;

  private final RestService requests;
  private final SchemaRegistryClient client;

  /**
   * @param properties Confluent's client properties, passed through untouched: {@code
   *     schema.registry.url}, {@code basic.auth.*}, {@code bearer.auth.*}, {@code
   *     schema.registry.ssl.*}
   * @throws IllegalArgumentException if {@code schema.registry.url} is missing
   */
  public ConfluentSchemaRegistry(Map<String, ?> properties) {
    Map<String, Object> all = new HashMap<>(DEFAULTS);
    all.putAll(properties);
    this.requests = new RestService(urls(properties));
    this.client = new CachedSchemaRegistryClient(requests, CACHED_SCHEMAS, all);
  }

  /**
   * A registry that needs no credentials.
   *
   * @param url for instance {@code http://localhost:8081}
   */
  public static ConfluentSchemaRegistry at(String url) {
    return new ConfluentSchemaRegistry(Map.of(URL_PROPERTY, url));
  }

  @Override
  public int register(String subject, String schemaJson) {
    String action = "Cannot register a schema for subject '" + subject + "'";
    try {
      return client.register(subject, new AvroSchema(schemaJson));
    } catch (RestClientException refusal) {
      if (refusal.getStatus() == CONFLICT) {
        throw new IncompatibleSchemaException(subject, messageOf(refusal), refusal);
      }
      throw translate(action, refusal);
    } catch (IOException failure) {
      throw new RegistryUnavailableException(action + ": " + failure, failure);
    }
  }

  @Override
  public RegisteredSchema latest(String subject) {
    String action = "Cannot read the latest schema of subject '" + subject + "'";
    try {
      SchemaMetadata latest = client.getLatestSchemaMetadata(subject);
      requireAvro(latest.getSchemaType(), "The latest schema of subject '" + subject + "'");
      return new RegisteredSchema(latest.getId(), latest.getVersion(), latest.getSchema());
    } catch (RestClientException refusal) {
      if (refusal.getErrorCode() == SUBJECT_NOT_FOUND) {
        throw new UnknownSubjectException(subject, refusal);
      }
      throw translate(action, refusal);
    } catch (IOException failure) {
      throw new RegistryUnavailableException(action + ": " + failure, failure);
    }
  }

  @Override
  public String schemaById(int id) {
    String action = "Cannot read the schema with id " + id;
    try {
      SchemaString found = requests.getId(id);
      requireAvro(found.getSchemaType(), "The schema with id " + id);
      return found.getSchemaString();
    } catch (RestClientException refusal) {
      if (refusal.getErrorCode() == SCHEMA_NOT_FOUND) {
        throw new UnknownSchemaIdException(id, refusal);
      }
      throw translate(action, refusal);
    } catch (IOException failure) {
      throw new RegistryUnavailableException(action + ": " + failure, failure);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException failure) {
      throw new SchemaRegistryException("Cannot close the registry client: " + failure, failure);
    }
  }

  private static List<String> urls(Map<String, ?> properties) {
    Object value = properties.get(URL_PROPERTY);
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(
          "The registry properties need '"
              + URL_PROPERTY
              + "', for instance http://localhost:8081; found "
              + properties.keySet());
    }
    return Arrays.stream(value.toString().split(",", -1)).map(String::strip).toList();
  }

  private static void requireAvro(String type, String what) {
    if (!AvroSchema.TYPE.equals(type)) {
      throw new NotAnAvroSchemaException(what + " is of type " + type + "; only AVRO is supported");
    }
  }

  private static SchemaRegistryException translate(String action, RestClientException refusal) {
    String message = action + ": " + messageOf(refusal);
    return refusal.getStatus() >= 500 || refusal.getStatus() == TOO_MANY_REQUESTS
        ? new RegistryUnavailableException(message, refusal)
        : new SchemaRegistryException(message, refusal);
  }

  private static String messageOf(RestClientException refusal) {
    return "the registry answered " + refusal.getStatus() + ", " + refusal.getMessage();
  }
}
