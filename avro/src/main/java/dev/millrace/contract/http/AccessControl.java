package dev.millrace.contract.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who may ask. Programs show the token as {@code Authorization: Bearer TOKEN}; browsers ask
 * people for it, and send it as the password of any user.
 */
public final class AccessControl {

  /** Answer to those who show no token, or another one. */
  public static final int UNAUTHORIZED = 401;

  /** Header that tells browsers and programs how to show the token. */
  public static final String CHALLENGE_HEADER = "WWW-Authenticate";

  /** Value of {@link #CHALLENGE_HEADER}. */
  public static final String CHALLENGE = "Basic realm=\"millrace\", Bearer";

  /** What to do, for people. */
  public static final String REFUSAL = "Show the token: Authorization: Bearer TOKEN";

  private static final String OPEN_PATHS = "/health/";
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Optional<String> token;

  AccessControl(Optional<String> token) {
    this.token = token;
  }

  /**
   * Whether a request is to be answered.
   *
   * @param path what is asked for
   * @param authorization the header of that name; null if there is none
   */
  public boolean allows(String path, @Nullable String authorization) {
    return token.isEmpty()
        || path.startsWith(OPEN_PATHS)
        || (authorization != null && isEqual(shown(authorization), token.get()));
  }

  private static String shown(String authorization) {
    if (authorization.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).strip();
    }
    return authorization.startsWith(BASIC)
        ? password(authorization.substring(BASIC.length()).strip())
        : "";
  }

  private static String password(String encoded) {
    try {
      String user = new String(Base64.getDecoder().decode(encoded), UTF_8);
      return user.substring(user.indexOf(':') + 1);
    } catch (IllegalArgumentException noBase64) {
      return "";
    }
  }

  /** Takes as long wherever the two differ: time tells nothing about the token. */
  private static boolean isEqual(String shown, String expected) {
    return MessageDigest.isEqual(shown.getBytes(UTF_8), expected.getBytes(UTF_8));
  }
}
