package dev.millrace.serving;

import dev.millrace.serving.LanguageModelSettings.VariantSettings;
import dev.millrace.serving.language.Role;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Which side of an A/B test a user is on: decided by a hash of the id alone, another one than that
 * which chooses partitions.
 */
record UserRoles(VariantSettings variant) {

  private static final double HASHES = 0x1.0p32;

  Role of(String userId) {
    if (!variant.isOn()) {
      return Role.CURRENT;
    }
    CRC32C hash = new CRC32C();
    hash.update(userId.getBytes(StandardCharsets.UTF_8));
    return mixed(hash.getValue()) / HASHES < variant.share() ? Role.VARIANT : Role.CURRENT;
  }

  /** Ids that count up have sums that do: the bits are spread over 0 to 2³² − 1. */
  private static double mixed(long sum) {
    return (double) ((sum * 0x9E37_79B9_7F4A_7C15L) >>> Integer.SIZE);
  }
}
