package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The objects of one bucket; failures of the service become {@link IOException}s. */
final class S3Objects implements AutoCloseable {

  /**
   * An object.
   *
   * @param key of the object
   * @param changedAt when it was stored
   */
  record Entry(String key, Instant changedAt) {}

  private final S3Client client;
  private final String bucket;
  private final long partBytes;

  private S3Objects(S3Client client, String bucket, long partBytes) {
    this.client = client;
    this.bucket = bucket;
    this.partBytes = partBytes;
  }

  /**
   * @param environment where the credentials' variables are looked up
   * @throws IllegalArgumentException if a variable is not set
   */
  static S3Objects open(S3Settings settings, String bucket, Map<String, String> environment) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle());
    settings.endpoint().ifPresent((URI endpoint) -> builder.endpointOverride(endpoint));
    settings
        .credentials()
        .map(
            names ->
                AwsBasicCredentials.create(
                    variable(names.accessKey(), environment),
                    variable(names.secretKey(), environment)))
        .map(StaticCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    return new S3Objects(builder.build(), bucket, settings.partBytes());
  }

  private static String variable(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The environment variable %s, named for the store's credentials, is not set"
                        .formatted(name)));
  }

  /** Stores bytes. */
  void put(String key, byte[] content) throws IOException {
    call(
        key,
        () -> client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content)));
  }

  /** Stores a file, in parts if it is large. */
  void put(String key, Path file) throws IOException {
    if (Files.size(file) > partBytes) {
      new S3Upload(client, bucket, key).send(file, partBytes);
    } else {
      call(
          key,
          () -> client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file)));
    }
  }

  /** An object's bytes; empty if there is none. */
  Optional<byte[]> read(String key) throws IOException {
    return call(
        key,
        () -> {
          try {
            return Optional.of(
                client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Writes an object into a new file. */
  void download(String key, Path file) throws IOException {
    call(key, () -> client.getObject(get -> get.bucket(bucket).key(key), file));
  }

  /** What follows a prefix up to the next slash, each once. */
  List<String> folders(String prefix) throws IOException {
    return call(
        prefix,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(found -> found.substring(prefix.length(), found.length() - 1))
                .toList());
  }

  /** All objects whose keys begin with a prefix. */
  List<Entry> entries(String prefix) throws IOException {
    return call(
        prefix,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(object -> new Entry(object.key(), object.lastModified()))
                .toList());
  }

  /** Gives up uploads in parts under a prefix that began before some moment. */
  void abortUploads(String prefix, Instant before) throws IOException {
    call(
        prefix,
        () -> {
          client
              .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix))
              .uploads()
              .stream()
              .filter(upload -> upload.initiated().isBefore(before))
              .forEach(
                  upload ->
                      client.abortMultipartUpload(
                          abort ->
                              abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
          return prefix;
        });
  }

  /** Deletes an object; one that is not there is no error. */
  void delete(String key) throws IOException {
    call(key, () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T call(String key, Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new IOException("s3://%s/%s: %s".formatted(bucket, key, e.getMessage()), e);
    }
  }
}
