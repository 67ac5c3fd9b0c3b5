package dev.millrace.standalone.doctor;

import dev.millrace.contract.registry.RegisteredSchema;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistryException;
import dev.millrace.contract.registry.UnknownSubjectException;
import dev.millrace.contract.serde.Subjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaParseException;

/**
 * The registry, and whether the newest schema of each topic can be read with the one that is built
 * in.
 *
 * @param registry stays the caller's
 * @param address of it, for people
 * @param schemas built in, by topic
 * @param writersRegister whether writers register what is missing
 */
public record RegistryExamination(
    SchemaRegistry registry, String address, Map<String, Schema> schemas, boolean writersRegister)
    implements Examination {

  private static final String SUBJECT = "schema registry";

  public RegistryExamination {
    schemas = Map.copyOf(schemas);
  }

  @Override
  public List<Finding> findings() {
    long start = System.nanoTime();
    List<Finding> findings = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    try {
      for (String topic : schemas.keySet().stream().sorted().toList()) {
        try {
          examine(topic, registry.latest(Subjects.ofValues(topic)), findings);
        } catch (UnknownSubjectException notYet) {
          unknown.add(topic);
        }
      }
    } catch (SchemaRegistryException e) {
      return List.of(
          Finding.error(
              SUBJECT,
              "%s: %s".formatted(address, Causes.of(e)),
              "check schema.registry.url and what else is under registry:, for instance"
                  + " basic.auth.*"));
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    findings.add(
        Finding.ok(
            SUBJECT,
            "%s answers %d questions in %d ms".formatted(address, schemas.size(), millis)));
    findings.add(registered(unknown));
    return findings;
  }

  private void examine(String topic, RegisteredSchema latest, List<Finding> findings) {
    String subject = "schema of " + topic;
    String advice =
        "records of it become dead letters; see who registered it, and run the Millrace that knows"
            + " it";
    try {
      SchemaPairCompatibility reading =
          SchemaCompatibility.checkReaderWriterCompatibility(
              schemas.getOrDefault(topic, Schema.create(Schema.Type.NULL)),
              new Schema.Parser().parse(latest.json()));
      reading.getResult().getIncompatibilities().stream()
          .map(
              reason ->
                  Finding.error(
                      subject,
                      "version %d cannot be read: %s at %s, %s"
                          .formatted(
                              latest.version(),
                              reason.getType(),
                              reason.getLocation(),
                              reason.getMessage()),
                      advice))
          .forEach(findings::add);
    } catch (SchemaParseException e) {
      findings.add(
          Finding.error(
              subject, "version %d is no schema of Avro".formatted(latest.version()), advice));
    }
  }

  private Finding registered(List<String> unknown) {
    String subject = "schemas";
    if (unknown.isEmpty()) {
      return Finding.ok(subject, "all %d topics have one".formatted(schemas.size()));
    }
    String found = "none yet for %s".formatted(String.join(", ", unknown));
    return writersRegister
        ? Finding.ok(subject, found + "; the first record brings it")
        : Finding.error(
            subject, found, "register them: writers do not (registry.auto.register.schemas)");
  }
}
