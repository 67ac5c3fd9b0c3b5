package dev.millrace.standalone.acl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has a user of its own on a secured cluster. */
public enum Application {
  /** {@code millrace streams}, all topologies. */
  STREAMS,
  /** {@code millrace serving}, its page among it. */
  SERVING,
  /** {@code millrace trainer}. */
  TRAINER,
  /** {@code millrace replay}. */
  REPLAY,
  /** {@code millrace recommend}. */
  RECOMMEND,
  /** {@code millrace topics}, {@code dlq}, {@code checkpoint} and {@code reset}. */
  ADMIN;

  /** The name as people write it, for instance {@code serving}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its user unless another one is named. */
  public String defaultPrincipal() {
    return "User:millrace-" + text();
  }

  /** The application of a name. */
  public static Optional<Application> named(String text) {
    return Arrays.stream(values()).filter(known -> known.text().equals(text)).findFirst();
  }
}
