package dev.millrace.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {

  private final Path folder;

  CaseReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadHistoriesInOrderAndReportCasesWithoutTarget() throws IOException {
    String text = "user_id,history,target\nu1,5 3 4,9\nu2,,7\nu3,1 2,\n";
    Path file = Files.writeString(folder.resolve("test.csv"), text);
    BadRows badRows = BadRows.silent();
    List<EvaluationCase> cases = new ArrayList<>();

    try (RowStream<EvaluationCase> rows = CaseReader.open(file, badRows)) {
      rows.forEachRemaining(cases::add);
    }

    assertThat(cases)
        .containsExactly(
            new EvaluationCase("u1", List.of("5", "3", "4"), "9"),
            new EvaluationCase("u2", List.of(), "7"));
    assertThat(badRows.first()).containsExactly(new BadRow(4, "target is missing", ""));
  }
}
