package dev.millrace.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointDraft;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.support.SampleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3StoreTest {

  /** Three parts. */
  private static final int LARGE = 12 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path shared;

  @SuppressWarnings("NullAway.Init")
  private static S3Server server;

  @SuppressWarnings("NullAway.Init")
  private static S3Client client;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(shared);
    client = server.client();
  }

  @AfterAll
  static void stopServer() {
    client.close();
    server.close();
  }

  @Test
  void shouldBringBackEveryByteOfALargeCheckpoint() throws IOException {
    try (S3Store store = open("round/trip")) {
      Path written = large(folder.resolve("whole"), 7);
      Path copy = folder.resolve("copy");
      Trees.copy(written, copy);

      CheckpointReference reference = store.publish(written);
      Path fetched = store.fetch(reference, folder.resolve("cache"));

      assertThat(written).doesNotExist();
      assertThat(reference.uri().toString())
          .isEqualTo("s3://checkpoints/round/trip/cds/" + reference.id());
      assertThat(fetched.resolve("reservoir")).hasSameBinaryContentAs(copy.resolve("reservoir"));
      assertThat(Checkpoint.open(fetched, reference.sha256()).sha256())
          .isEqualTo(reference.sha256());
      assertThat(store.models()).containsExactly(SampleRun.MODEL);
      assertThat(store.list(SampleRun.MODEL))
          .extracting(StoredCheckpoint::reference)
          .containsExactly(reference);
      byte[] state = Files.readAllBytes(copy.resolve("state.json"));
      assertThat(store.read(store.list(SampleRun.MODEL).get(0), "state.json"))
          .hasValueSatisfying(content -> assertThat(content).isEqualTo(state));
      assertThat(store.publish(copy)).isEqualTo(reference);
    }
  }

  @Test
  void shouldListNothingOfAnUploadThatWasKilledAndTakeItAgain()
      throws IOException, InterruptedException {
    try (S3Store store = open("killed")) {
      Path checkpoint = large(folder.resolve("whole"), 7);

      int status = UploadingProcess.run(server.endpoint(), checkpoint, "2");

      assertThat(status).isEqualTo(HaltingInterceptor.STATUS);
      assertThat(keys("killed/")).isNotEmpty();
      assertThat(uploads("killed/")).isEqualTo(1);
      assertThat(store.list(SampleRun.MODEL)).isEmpty();

      CheckpointReference reference = store.publish(checkpoint);
      assertThat(store.fetch(reference, folder.resolve("cache"))).isNotEmptyDirectory();
    }
  }

  @Test
  void shouldNotSeeACheckpointWhoseManifestIsNotThere() throws IOException {
    try (S3Store store = open("headless")) {
      CheckpointReference reference =
          store.publish(SampleRun.write(folder.resolve("a"), 1).directory());
      client.deleteObject(
          delete ->
              delete
                  .bucket(S3Server.BUCKET)
                  .key("headless/cds/" + reference.id() + "/manifest.json"));

      assertThat(keys("headless/")).isNotEmpty();
      assertThat(store.list(SampleRun.MODEL)).isEmpty();
      assertThatThrownBy(() -> store.fetch(reference, folder.resolve("cache")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("There is no checkpoint at");
    }
  }

  @Test
  void shouldDeleteWhatUploadsLeftMoreThanAnHourAgo() throws IOException {
    String left = "left/cds/" + SampleRun.record(1).id() + "/state.json";
    client.putObject(put -> put.bucket(S3Server.BUCKET).key(left), RequestBody.fromString("{}"));
    client.createMultipartUpload(upload -> upload.bucket(S3Server.BUCKET).key(left));

    publishAt(Clock.systemUTC(), 2);
    assertThat(keys("left/")).contains(left);
    assertThat(uploads("left/")).isEqualTo(1);

    publishAt(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)), 3);
    assertThat(keys("left/")).doesNotContain(left).hasSizeGreaterThan(8);
    assertThat(uploads("left/")).isZero();
  }

  private void publishAt(Clock clock, long step) throws IOException {
    S3Objects objects = S3Objects.open(server.settings(), S3Server.BUCKET, Map.of("PATH", "any"));
    try (S3Store store =
        S3Store.open(
            new S3Location(S3Server.BUCKET, "left/"), objects, folder.resolve("l"), clock)) {
      store.publish(SampleRun.write(folder.resolve("step-" + step), step).directory());
      assertThat(store.list(SampleRun.MODEL)).hasSize((int) step - 1);
    }
  }

  @Test
  void shouldRefuseWhatWasAlteredAndLeaveNothingInTheCache() throws IOException {
    try (S3Store store = open("altered")) {
      CheckpointReference reference =
          store.publish(SampleRun.write(folder.resolve("a"), 1).directory());
      put("altered", reference, "state.json", "{\"step\": 2}");

      assertThatThrownBy(() -> store.fetch(reference, folder.resolve("cache")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("state.json: altered");

      put("altered", reference, "manifest.json", "{}");
      assertThatThrownBy(() -> store.fetch(reference, folder.resolve("cache")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the SHA-256 of its manifest is");
      assertThat(store.list(SampleRun.MODEL)).isEmpty();
      assertThat(folder.resolve("cache").resolve(SampleRun.MODEL)).isEmptyDirectory();
    }
  }

  @Test
  void shouldFetchAgainWhatWentBadInTheCache() throws IOException {
    try (S3Store store = open("cached")) {
      CheckpointReference reference =
          store.publish(SampleRun.write(folder.resolve("a"), 1).directory());
      Path cached = store.fetch(reference, folder.resolve("cache"));
      Files.writeString(cached.resolve("state.json"), "{}");

      assertThat(store.fetch(reference, folder.resolve("cache")).resolve("state.json"))
          .hasContent("{\"step\": 1}");
    }
  }

  @Test
  void shouldForgetWhatWasDeletedAndReadNoOtherBucket() throws IOException {
    try (S3Store store = open("deleted")) {
      CheckpointReference reference =
          store.publish(SampleRun.write(folder.resolve("a"), 1).directory());
      CheckpointReference elsewhere =
          new CheckpointReference(
              reference.model(),
              reference.id(),
              URI.create(reference.uri().toString().replace("//checkpoints/", "//other/")),
              reference.sha256());

      assertThatThrownBy(() -> store.fetch(elsewhere, folder.resolve("cache")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("reads nothing else");

      store.delete(reference);
      store.delete(reference);

      assertThat(store.list(SampleRun.MODEL)).isEmpty();
      assertThatThrownBy(() -> store.fetch(reference, folder.resolve("cache")))
          .hasMessageContaining("There is no checkpoint at s3://checkpoints/deleted/cds/");
    }
  }

  @Test
  void shouldLeaveNothingOfAProbe() throws IOException {
    try (S3Store store = open("probed")) {
      store.probe();
    }

    assertThat(keys("probed/")).isEmpty();
  }

  @Test
  void shouldSayWhatTheServiceSaidWhenThereIsNoBucket() throws IOException {
    try (S3Store store =
        S3Store.open(URI.create("s3://nowhere"), server.settings(), folder.resolve("local"))) {
      Path directory = SampleRun.write(folder.resolve("a"), 1).directory();

      assertThatThrownBy(() -> store.publish(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s3://nowhere/cds/");
      assertThat(directory).isNotEmptyDirectory();
      assertThatThrownBy(store::probe)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s3://nowhere/probe-");
    }
  }

  private S3Store open(String prefix) {
    return server.store(prefix, folder.resolve("local"));
  }

  private static List<String> keys(String prefix) {
    return client
        .listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private static int uploads(String prefix) {
    return client
        .listMultipartUploads(list -> list.bucket(S3Server.BUCKET).prefix(prefix))
        .uploads()
        .size();
  }

  private static void put(
      String prefix, CheckpointReference reference, String file, String content) {
    client.putObject(
        put ->
            put.bucket(S3Server.BUCKET)
                .key(prefix + "/" + reference.model() + "/" + reference.id() + "/" + file),
        RequestBody.fromString(content));
  }

  private static Path large(Path directory, long step) throws IOException {
    try (CheckpointDraft draft = CheckpointDraft.of(directory)) {
      for (CheckpointPart part : SampleRun.parts(step)) {
        draft.add(part);
      }
      byte[] content = new byte[LARGE];
      new Random(step).nextBytes(content);
      draft.add(target -> Files.write(target.resolve("reservoir"), content));
      return draft.commit(SampleRun.record(step)).directory();
    }
  }
}
