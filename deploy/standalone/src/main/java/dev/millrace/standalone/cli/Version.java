package dev.millrace.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Properties build = build();
    return new String[] {
      "millrace " + build.getProperty("version"),
      "Kafka " + build.getProperty("kafka"),
      "Java " + Runtime.version()
    };
  }

  /** Millrace's own. */
  static String number() {
    return build().getProperty("version");
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(Version.class.getResourceAsStream("/millrace-build.properties"))) {
      build.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
