package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A process that publishes one checkpoint to S3 and is killed on the way. */
final class UploadingProcess {

  private UploadingProcess() {}

  /**
   * @param arguments endpoint, address of the store, local directory, checkpoint
   */
  public static void main(String[] arguments) throws IOException {
    S3Settings settings =
        new S3Settings(
            Optional.of(URI.create(arguments[0])),
            "us-east-1",
            true,
            Optional.of(new S3Settings.CredentialVariables("PATH", "PATH")),
            5L << 20);
    try (S3Store store = S3Store.open(URI.create(arguments[1]), settings, Path.of(arguments[2]))) {
      store.publish(Path.of(arguments[3]));
    }
  }

  /** Runs one that is killed before it sends the part of that number, and gives its exit code. */
  static int run(URI endpoint, Path checkpoint, String haltBefore)
      throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-D" + HaltingInterceptor.PROPERTY + "=" + haltBefore,
            "-cp",
            System.getProperty("java.class.path"),
            UploadingProcess.class.getName(),
            endpoint.toString(),
            "s3://" + S3Server.BUCKET + "/killed",
            checkpoint.resolveSibling("workspace").toString(),
            checkpoint.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
