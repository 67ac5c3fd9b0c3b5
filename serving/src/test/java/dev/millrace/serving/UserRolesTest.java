package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.LanguageModelSettings.VariantSettings;
import dev.millrace.serving.language.Role;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserRolesTest {

  private static final String CHECKPOINT = "000000000001-01a202b2c8e8";

  @Test
  void shouldLeaveEverybodyWithTheCurrentModelWhenThereIsNoVariant() {
    assertThat(variants(new VariantSettings(0, ""))).isZero();
  }

  @Test
  void shouldTakeTheShareThatIsConfigured() {
    assertThat(variants(new VariantSettings(0.2, CHECKPOINT))).isBetween(1_800L, 2_200L);
    assertThat(variants(new VariantSettings(1, CHECKPOINT))).isEqualTo(10_000);
  }

  @Test
  void shouldKeepWhoWasInWhenTheShareGrows() {
    UserRoles few = new UserRoles(new VariantSettings(0.1, CHECKPOINT));
    UserRoles more = new UserRoles(new VariantSettings(0.3, CHECKPOINT));

    assertThat(IntStream.range(0, 1_000).mapToObj(i -> "user-" + i))
        .filteredOn(user -> few.of(user) == Role.VARIANT)
        .isNotEmpty()
        .allMatch(user -> more.of(user) == Role.VARIANT);
  }

  private static long variants(VariantSettings settings) {
    UserRoles roles = new UserRoles(settings);
    return IntStream.range(0, 10_000).filter(i -> roles.of("user-" + i) == Role.VARIANT).count();
  }
}
