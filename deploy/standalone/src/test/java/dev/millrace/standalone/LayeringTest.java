package dev.millrace.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture's table of modules, and what every package promises. */
class LayeringTest {

  private static final String GENERATED = "dev.millrace.avro";
  private static final String[] CONTRACT = {GENERATED, "dev.millrace.contract.."};
  private static final String MODEL = "dev.millrace.model..";
  private static final String CHECKPOINT = "dev.millrace.checkpoint..";
  private static final String STREAMS = "dev.millrace.streams..";
  private static final String TRAINER = "dev.millrace.trainer..";
  private static final String SERVING = "dev.millrace.serving..";
  private static final String STANDALONE = "dev.millrace.standalone..";

  private static final String KAFKA = "org.apache.kafka..";
  private static final String KAFKA_STREAMS = "org.apache.kafka.streams..";
  private static final String[] BROKER = {
    "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..", "org.apache.kafka.raft.."
  };
  private static final String AVRO = "org.apache.avro..";
  private static final String DJL = "ai.djl..";

  /** Production classes of all modules, without the registry client that is bundled in one. */
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.millrace");

  @Test
  void shouldOnlyPointDownTheListOfModules() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("contract")
        .definedBy(CONTRACT)
        .layer("model")
        .definedBy(MODEL)
        .layer("checkpoint")
        .definedBy(CHECKPOINT)
        .layer("streams")
        .definedBy(STREAMS)
        .layer("trainer")
        .definedBy(TRAINER)
        .layer("serving")
        .definedBy(SERVING)
        .layer("standalone")
        .definedBy(STANDALONE)
        .whereLayer("contract")
        .mayNotAccessAnyLayer()
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .whereLayer("checkpoint")
        .mayOnlyAccessLayers("contract", "model")
        .whereLayer("streams")
        .mayOnlyAccessLayers("contract")
        .whereLayer("trainer")
        .mayOnlyAccessLayers("contract", "model", "checkpoint")
        .whereLayer("serving")
        .mayOnlyAccessLayers("contract", "model", "checkpoint")
        .check(OURS);
  }

  @Test
  void shouldKeepEachModuleIgnorantOfWhatItMustNotKnow() {
    noClasses()
        .that()
        .resideInAnyPackage(CONTRACT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(KAFKA_STREAMS, DJL)
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage(MODEL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(KAFKA, AVRO)
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage(STREAMS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(DJL)
        .allowEmptyShould(true)
        .check(OURS);
    noClasses()
        .that()
        .resideInAnyPackage(CHECKPOINT, TRAINER, SERVING)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(KAFKA_STREAMS)
        .check(OURS);
  }

  @Test
  void shouldMeetTheBrokerItselfInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.millrace.standalone.embedded")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BROKER)
        .check(OURS);
  }

  @Test
  void shouldKnowOpenTelemetryInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.millrace.standalone.telemetry")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(OURS);
  }

  @Test
  void shouldKeepInternalPackagesInsideTheirModule() {
    Map.of(
            "streams",
            STREAMS,
            "checkpoint",
            CHECKPOINT,
            "trainer",
            TRAINER,
            "serving",
            SERVING,
            "model",
            MODEL)
        .forEach(
            (module, packages) ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage(packages)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.millrace." + module + "..internal..")
                    .check(OURS));
  }

  @Test
  void shouldHaveNoStaticStateThatChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .beFinal()
        .check(OURS);
    noFields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .haveRawType(
            are(describe("a container that is made to change", LayeringTest::isMadeToChange)))
        .check(OURS);
  }

  @Test
  void shouldMarkEveryPackageForNullness() {
    Collection<String> unmarked =
        OURS.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(ours -> !ours.getName().equals(GENERATED))
            .filter(ours -> !ours.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void shouldNameEveryExceptionForWhatBroke() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .areTopLevelClasses()
        .should()
        .haveSimpleNameEndingWith("Exception")
        .andShould()
        .beAssignableTo(RuntimeException.class)
        .check(OURS);
  }

  private static boolean isMadeToChange(JavaClass type) {
    String name = type.getName();
    return name.startsWith("java.util.concurrent.atomic.")
        || name.startsWith("java.util.concurrent.Concurrent")
        || name.matches("java\\.util\\.(Array|Hash|Tree|Linked).*");
  }
}
