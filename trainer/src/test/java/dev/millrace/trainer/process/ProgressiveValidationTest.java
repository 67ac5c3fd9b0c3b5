package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.HitRule;
import dev.millrace.trainer.settings.LoraSettings;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressiveValidationTest {

  private static final List<TrainingExample> EXAMPLES =
      IntStream.range(0, 24).mapToObj(School::example).toList();

  private final School school = new School("", new LoraSettings(0, 32, 0, List.of()), 1);

  @Test
  void shouldJudgeTransitionsByWhatTheEarlierExamplesSay() throws IOException {
    try (Trainee trainee = school.begin()) {
      Judgement before = school.judge(trainee, EXAMPLES);
      school.view(trainee).dense(EXAMPLES).forEach(trainee.counts()::add);
      Judgement after = school.judge(trainee, EXAMPLES);

      assertThat(before.transitions().hitRate()).isZero();
      assertThat(before.popularity().hitRate()).isZero();
      assertThat(after.transitions().ndcg()).isGreaterThan(after.popularity().ndcg());
      assertThat(after.model()).isEqualTo(before.model());
    }
  }

  @ParameterizedTest
  @CsvSource({"TITLE, 1", "ITEM, 0"})
  void shouldTakeAnItemWithTheSameTitleForAHitAsSettled(HitRule hits, double hitRate)
      throws IOException {
    School shop = new School(hits);
    shop.addItem("twin", School.title(2));
    TrainingExample learned = new TrainingExample("e1", "u1", List.of("i0", "i1"), "i2", 1L);
    TrainingExample judged = new TrainingExample("e2", "u2", List.of("i0", "i1"), "twin", 2L);
    try (Trainee trainee = shop.begin()) {
      shop.view(trainee).dense(List.of(learned)).forEach(trainee.counts()::add);

      assertThat(shop.judge(trainee, List.of(judged)).transitions().hitRate()).isEqualTo(hitRate);
    }
  }

  @Test
  void shouldJudgeTheFusionByWhatWasChosenOnEarlierExamples() throws IOException {
    try (Trainee trainee = school.begin()) {
      school.view(trainee).dense(EXAMPLES).forEach(trainee.counts()::add);
      Judgement alone = school.judge(trainee, EXAMPLES);
      trainee.fusion().choose();
      Judgement chosen = school.judge(trainee, EXAMPLES);

      assertThat(alone.fusion().ndcg()).isEqualTo(alone.transitions().ndcg());
      assertThat(trainee.fusion().chosen()).isNotNull();
      assertThat(chosen.fusion().ndcg())
          .isGreaterThanOrEqualTo(chosen.transitions().ndcg())
          .isGreaterThanOrEqualTo(chosen.model().ndcg());
    }
  }
}
