package dev.millrace.standalone.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final long MEBIBYTE = 1 << 20;

  private final Course course = new Course();

  @Test
  void shouldFindWhatGrowsBeyondBothBounds() {
    for (int interval = 1; interval <= 8; interval++) {
      long more = interval * 10L;
      course.add(
          100L * interval,
          "leaky",
          new ProcessFigures((300 + more) * MEBIBYTE, 50 * MEBIBYTE, 40 + more, 100));
      course.add(100L * interval, "folder/", MEBIBYTE);
    }

    List<Verdict> verdicts = course.verdicts();

    assertThat(verdicts)
        .extracting(verdict -> verdict.measure().quantity())
        .containsExactly(
            Quantity.RESIDENT, Quantity.HEAP, Quantity.THREADS, Quantity.HANDLES, Quantity.DISK);
    // RSS grows by 30 MiB, which is less than a tenth of it; threads by 30, a quarter of them.
    assertThat(verdicts).extracting(Verdict::isFlat).containsExactly(true, true, false, true, true);
    assertThat(verdicts.get(2).line()).startsWith("leaky").endsWith("10 % or 4: GROWING");
    assertThat(course.latest()).isEqualTo("  leaky 380/50/120/100  folder/ 1");
  }

  @Test
  void shouldForgiveLittleThings() {
    for (int interval = 1; interval <= 8; interval++) {
      course.add(100L * interval, "folder/", interval * MEBIBYTE);
    }

    assertThat(course.verdicts().get(0).trend().isFlat()).isFalse();
    assertThat(course.verdicts().get(0).isFlat()).isTrue();
  }
}
