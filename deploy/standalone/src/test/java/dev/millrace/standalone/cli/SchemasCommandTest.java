package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasCommandTest {

  @Test
  void shouldWriteAFileForEachSubject(@TempDir Path folder) throws IOException {
    Path directory = folder.resolve("new").resolve("schemas");

    Cli.Result result =
        Cli.run(
            "schemas",
            "export",
            "--directory",
            directory.toString(),
            "--set",
            "topics.names.interactions=shop.clicks");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(12);
    assertThat(result.out().lines().map(Path::of)).allMatch(Files::isRegularFile);
    String clicks = Files.readString(directory.resolve("shop.clicks-value.avsc"));
    assertThat(new Schema.Parser().parse(clicks).getFields())
        .extracting(Schema.Field::name)
        .containsExactlyElementsOf(
            Interaction.getClassSchema().getFields().stream().map(Schema.Field::name).toList());
    assertThat(clicks).doesNotContain("avro.java.string");
  }

  @Test
  void shouldNameTheFolderThatCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    Cli.Result result = Cli.run("schemas", "export", "--directory", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--directory " + file);
  }
}
