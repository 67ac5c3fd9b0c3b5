package dev.millrace.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.millrace.checkpoint.promotion.Comparison;
import dev.millrace.checkpoint.promotion.PromotionDecision;
import dev.millrace.checkpoint.support.SampleRun;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.FusionSearch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private final RunRecord record =
      SampleRun.record(1200)
          .withPromotion(
              new PromotionDecision.Rejected(
                  new Comparison("ndcg@10", 0.05, 0.06, "popularity", 0.001, 400), "worse"))
          .withFiles(List.of(new CheckpointFile("state.json", 12, "ab".repeat(32))));

  private final String written = new String(Manifest.write(record), UTF_8);

  @Test
  void shouldReadWhatItWrote() {
    assertThat(read(written)).isEqualTo(record);
    assertThat(Manifest.write(read(written))).isEqualTo(written.getBytes(UTF_8));
  }

  @Test
  void shouldWriteTimesOffsetsAndDecisionsForPeopleToRead() {
    assertThat(written)
        .contains("\"id\" : \"000000001200-")
        .contains("\"createdAt\" : \"2026-11-22T10:20:00.250Z\"")
        .contains("\"wallTime\" : \"PT30M\"")
        .contains("\"source\" : \"kafka\"")
        .contains("\"3\" : 7")
        .contains("\"kind\" : \"full\"")
        .contains("\"decision\" : \"rejected\"")
        .contains("\"parent\" : null");
  }

  @Test
  void shouldHoldEveryFormOfFusion() {
    assertThat(written).contains("\"fusion\" : null");
    assertThat(FusionSearch.grid())
        .hasAtLeastOneElementOfType(FusionForm.Linear.class)
        .allSatisfy(form -> assertThat(reread(form).fusion()).isEqualTo(form));
    assertThat(new String(Manifest.write(record.withFusion(new FusionForm.Linear(0.85))), UTF_8))
        .containsPattern("\"fusion\" : \\{\\s+\"form\" : \"linear\",\\s+\"alpha\" : 0.85,");
    assertThat(FusionFormNames.class.getAnnotation(JsonSubTypes.class).value())
        .extracting(JsonSubTypes.Type::value)
        .containsExactlyInAnyOrder(FusionForm.class.getPermittedSubclasses());
  }

  private RunRecord reread(FusionForm form) {
    return read(new String(Manifest.write(record.withFusion(form)), UTF_8));
  }

  @Test
  void shouldReadManifestsFromBeforeThereWasAChoice() {
    String before =
        written.replace("\"fusion\" : null,", "").replaceAll("\"forgotten\" : \\[[^]]*],", "");

    assertThat(before).doesNotContain("fusion", "forgotten");
    assertThat(read(before)).isEqualTo(record);
  }

  @Test
  void shouldNameTheDeletionsOfUsersButNotTheUsers() {
    RunRecord forgetful =
        record.withForgotten(
            List.of(
                new ForgottenUser("user-deletions", 2, 71, Instant.parse("2026-11-22T09:00:00Z"))));
    String json = new String(Manifest.write(forgetful), UTF_8);

    assertThat(read(json)).isEqualTo(forgetful);
    assertThat(json)
        .contains("\"topic\" : \"user-deletions\"")
        .contains("\"offset\" : 71")
        .contains("\"upTo\" : \"2026-11-22T09:00:00Z\"");
  }

  @Test
  void shouldSayWhichLibrariesItWasBuiltWith() {
    assertThat(record.build().libraries()).containsKeys("millrace", "djl", "pytorch", "java");
    assertThat(record.build().libraries().values()).noneMatch(version -> version.contains("${"));
    assertThat(record.build().gitCommit()).isNotBlank().doesNotContain("${");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    refuses(
        written.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"), "1 is known, found 2");
    refuses(written.replace("\"formatVersion\" : 1,", ""), "found none");
    refuses(written.replace("\"seed\"", "\"sead\""), "Missing creator property 'seed'");
    refuses(written.replace("\"model\" : \"cds\",", ""), "model");
    refuses(
        written.replace(
            "\"fusion\" : null",
            "\"fusion\" : {\"form\": \"linear\", \"alpha\": 2, \"temperature\": 1}"),
        "alpha is from 0 to 1");
    refuses(written.replace("\"cds\"", "\"../cds\""), "found '../cds'");
    refuses(written.replace("state.json", "../state.json"), "found '../state.json'");
    refuses(written.replace("state.json", "/etc/state.json"), "found '/etc/state.json'");
    refuses(written.substring(0, written.length() / 2), "manifest.json: ");
    refuses("", "formatVersion");
  }

  private static void refuses(String content, String message) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("manifest.json: ")
        .hasMessageContaining(message);
  }

  private static RunRecord read(String content) {
    return Manifest.read(content.getBytes(UTF_8), CheckpointLayout.MANIFEST);
  }
}
