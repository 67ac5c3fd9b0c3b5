package dev.millrace.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.support.SchemaFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Today's programs must read what every released version wrote. */
class SchemaHistoryTest {

  @TestFactory
  Stream<DynamicTest> shouldReadWhatEveryReleasedVersionWrote() {
    return eachSchema(
        name -> {
          List<Schema> released = SchemaFiles.released(name);
          assertThat(released).as("versions in history/%s", name).isNotEmpty();
          for (Schema old : released) {
            InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
            registry.register(name, old.toString());
            assertThatCode(() -> registry.register(name, SchemaFiles.current(name).toString()))
                .doesNotThrowAnyException();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldHaveReleasedVersionsThatReadTheirPredecessors() {
    return eachSchema(
        name -> {
          List<Schema> released = SchemaFiles.released(name);
          InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
          for (Schema version : released) {
            registry.register(name, version.toString());
          }
          assertThat(registry.latest(name).version()).isEqualTo(released.size());
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldExplainEveryRecordAndField() {
    return eachSchema(
        name -> assertThat(undocumented(SchemaFiles.current(name))).as("without doc").isEmpty());
  }

  @Test
  void shouldKeepHistoryOfEverySchemaAndOfNothingElse() {
    assertThat(SchemaFiles.releasedNames())
        .contains("Interaction", "Recommendation")
        .isEqualTo(SchemaFiles.names());
  }

  @Test
  void shouldCatchAFieldThatLosesItsDefault() {
    String old = record("{\"name\":\"a\",\"type\":\"string\"}");
    String without =
        record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}");
    String with =
        record(
            "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

    assertThatThrownBy(() -> registerAfter(old, without))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("'s-value'")
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1: b");
    assertThatCode(() -> registerAfter(old, with)).doesNotThrowAnyException();
  }

  @Test
  void shouldCatchAFieldThatChangesItsType() {
    String old = record("{\"name\":\"a\",\"type\":\"string\"}");
    String changed = record("{\"name\":\"a\",\"type\":\"long\"}");

    assertThatThrownBy(() -> registerAfter(old, changed))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("TYPE_MISMATCH");
  }

  @Test
  void shouldCatchARealSchemaThatDropsADefault() {
    String current = SchemaFiles.current("Interaction").toString();
    String broken =
        current.replace(
            "{\"name\":\"timestamp\"",
            "{\"name\":\"channel\",\"type\":\"string\",\"doc\":\"New.\"},{\"name\":\"timestamp\"");

    assertThat(broken).isNotEqualTo(current);
    assertThatThrownBy(() -> registerAfter(current, broken))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("channel");
  }

  private static Stream<DynamicTest> eachSchema(Consumer<String> check) {
    return SchemaFiles.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check.accept(name)));
  }

  private static void registerAfter(String old, String next) {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    registry.register("s-value", old);
    registry.register("s-value", next);
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  private static List<String> undocumented(Schema schema) {
    List<String> found = new ArrayList<>();
    switch (schema.getType()) {
      case RECORD -> {
        if (isBlank(schema.getDoc())) {
          found.add(schema.getFullName());
        }
        for (Schema.Field field : schema.getFields()) {
          if (isBlank(field.doc())) {
            found.add(schema.getFullName() + "." + field.name());
          }
          found.addAll(undocumented(field.schema()));
        }
      }
      case MAP -> found.addAll(undocumented(schema.getValueType()));
      case ARRAY -> found.addAll(undocumented(schema.getElementType()));
      case UNION -> schema.getTypes().forEach(type -> found.addAll(undocumented(type)));
      default -> {}
    }
    return found;
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
