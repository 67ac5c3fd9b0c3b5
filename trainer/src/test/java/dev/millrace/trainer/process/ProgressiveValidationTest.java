package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.trainer.settings.LoraSettings;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
