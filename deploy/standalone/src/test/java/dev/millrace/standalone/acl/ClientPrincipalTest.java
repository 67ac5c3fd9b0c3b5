package dev.millrace.standalone.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPrincipalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.PlainLoginModule required username=\"anna\" password=\"p4ss\";",
        "x.ScramLoginModule required password=p4ss username=anna;",
      })
  void shouldNameTheUserOfPasswords(String login) {
    assertThat(ClientPrincipal.of(Map.of("sasl.jaas.config", login))).isEqualTo("User:anna");
  }

  @Test
  void shouldNotGuessWhatTheBrokerMakesOfACertificate() {
    assertThat(ClientPrincipal.of(Map.of("ssl.keystore.location", "anna.p12")))
        .isEqualTo("This client's user");
  }
}
