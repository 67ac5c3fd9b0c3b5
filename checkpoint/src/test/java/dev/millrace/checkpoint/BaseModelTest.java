package dev.millrace.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void shouldHashPathsAndContentsInOrder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("tiny"));
    Files.writeString(model.resolve("b"), "2");
    Files.writeString(model.resolve("a"), "1");
    String lines =
        Sha256.of("1".getBytes(UTF_8)) + "  a\n" + Sha256.of("2".getBytes(UTF_8)) + "  b\n";

    assertThat(BaseModel.of(model))
        .isEqualTo(new BaseModel("tiny", Sha256.of(lines.getBytes(UTF_8))));
  }

  @Test
  void shouldChangeWithANameAndWithAByte() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    String before = BaseModel.of(folder).sha256();
    Files.writeString(file, "2");
    String altered = BaseModel.of(folder).sha256();
    Files.writeString(file, "1");
    Files.move(file, folder.resolve("b"));

    assertThat(altered).isNotEqualTo(before);
    assertThat(BaseModel.of(folder).sha256()).isNotEqualTo(before);
  }
}
