package dev.millrace.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3LocationTest {

  @Test
  void shouldReadBucketAndPrefix() {
    assertThat(S3Location.of(URI.create("s3://shop"))).isEqualTo(new S3Location("shop", ""));
    assertThat(S3Location.of(URI.create("s3://shop/a/b/")))
        .isEqualTo(new S3Location("shop", "a/b/"));
  }

  @Test
  void shouldRefuseWhatIsNoPlaceInABucket() {
    for (String address :
        new String[] {
          "http://shop/a", "s3:shop", "s3://shop/../a", "s3://shop/a?b=c", "s3://h:1/a"
        }) {
      assertThatThrownBy(() -> S3Location.of(URI.create(address)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found '" + address + "'");
    }
    assertThatThrownBy(
            () -> CheckpointStores.open("ftp://host/x", S3Settings.defaults(), Path.of("local")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'ftp://host/x'");
  }

  @Test
  void shouldNameTheVariableThatIsNotSet() {
    S3Settings settings =
        new S3Settings(
            Optional.empty(),
            "eu-west-1",
            false,
            Optional.of(new S3Settings.CredentialVariables("SHOP_KEY", "SHOP_SECRET")),
            16L << 20);

    assertThatThrownBy(() -> S3Objects.open(settings, "shop", Map.of("SHOP_KEY", "key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SHOP_SECRET");
  }
}
