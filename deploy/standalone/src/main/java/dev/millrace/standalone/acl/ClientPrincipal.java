package dev.millrace.standalone.acl;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;

/** Who a client is to the brokers, as far as the client knows. */
public final class ClientPrincipal {

  private static final Pattern USER =
      Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

  private ClientPrincipal() {}

  /**
   * The user of SASL's PLAIN and SCRAM. What a broker makes of a certificate or a token is its own
   * affair, so there it is only named as the client's.
   *
   * @param kafka properties of the client
   */
  public static String of(Map<String, ?> kafka) {
    Object login = kafka.get(SaslConfigs.SASL_JAAS_CONFIG);
    Matcher user = USER.matcher(login == null ? "" : login.toString());
    if (!user.find()) {
      return "This client's user";
    }
    return "User:" + (user.group(1) == null ? user.group(2) : user.group(1));
  }
}
