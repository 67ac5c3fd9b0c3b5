package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Adobe's S3Mock in a process of its own: its libraries are many, and none of them ours. */
final class S3Server implements AutoCloseable {

  static final String BUCKET = "checkpoints";

  private static final Path JARS = Path.of("target", "s3mock");
  private static final Pattern STARTED =
      Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");
  private static final int START_LIMIT_SECONDS = 300;

  private final Process process;
  private final URI endpoint;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts a server with one empty bucket. */
  static S3Server start(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("s3.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-jar",
                jar().toString(),
                "--http.port=0",
                "--server.port=0",
                "--com.adobe.testing.s3mock.store.root=" + folder.resolve("s3"),
                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new S3Server(process, await(process, log));
  }

  private static URI await(Process process, Path log) throws IOException, InterruptedException {
    for (int waited = 0; process.isAlive() && waited < START_LIMIT_SECONDS * 10; waited++) {
      Matcher started = STARTED.matcher(Files.readString(log));
      if (started.find()) {
        return URI.create("http://127.0.0.1:" + started.group(1));
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException("The S3 server did not start:\n" + Files.readString(log));
  }

  private static Path jar() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars.findFirst().orElseThrow(() -> new IOException("The build puts it into " + JARS));
    }
  }

  /** Its address. */
  URI endpoint() {
    return endpoint;
  }

  /** How a store reaches it. */
  S3Settings settings() {
    return new S3Settings(
        Optional.of(endpoint),
        "us-east-1",
        true,
        Optional.of(new S3Settings.CredentialVariables("PATH", "PATH")),
        5L << 20);
  }

  /** A client that is not the store's. */
  S3Client client() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  /** A store under a prefix of its bucket. */
  S3Store store(String prefix, Path local) {
    try {
      return S3Store.open(URI.create("s3://" + BUCKET + "/" + prefix), settings(), local);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
