package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AckedRowsTest {

  @Test
  void shouldWriteAMarkAndTheRangesBeyond() {
    AckedRows rows = new AckedRows();
    for (long row : new long[] {0, 1, 2, 4, 7, 8, 9}) {
      rows.add(row);
    }

    assertThat(rows).hasToString("3,4,7-9");
  }

  @Test
  void shouldKnowExactlyTheRowsAddedWhateverTheirOrder() {
    List<Long> order = new ArrayList<>();
    for (long row = 0; row < 200_000; row++) {
      order.add(row);
    }
    Random random = new Random(7);
    for (int from = 0; from < order.size(); from += 1_000) {
      Collections.shuffle(order.subList(from, from + 1_000), random);
    }
    AckedRows rows = new AckedRows();
    Set<Long> added = new HashSet<>();

    for (long row : order.subList(0, 150_500)) {
      rows.add(row);
      added.add(row);
    }

    AckedRows read = AckedRows.parse(rows.toString());
    for (long row = 0; row < 200_000; row++) {
      assertThat(read.contains(row)).isEqualTo(added.contains(row));
    }
    assertThat(read.count()).isEqualTo(150_500);
    assertThat(rows.copy()).hasToString(read.toString());
  }

  @Test
  void shouldRefuseTextThatIsNone() {
    assertThatThrownBy(() -> AckedRows.parse("many")).isInstanceOf(NumberFormatException.class);
  }
}
