package dev.millrace.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(Version.class.getResourceAsStream("/millrace-build.properties"))) {
      build.load(stream);
    }
    return new String[] {
      "millrace " + build.getProperty("version"),
      "Kafka " + build.getProperty("kafka"),
      "Java " + Runtime.version()
    };
  }
}
