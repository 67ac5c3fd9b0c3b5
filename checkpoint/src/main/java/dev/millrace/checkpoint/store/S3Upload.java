package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * One large object, sent in parts with a SHA-256 each. It is there when all parts are; an upload
 * that fails is taken back, one that is killed leaves parts that {@link S3Leftovers} removes.
 */
final class S3Upload {

  /** S3 takes no more parts of one object. */
  private static final long MAXIMUM_PARTS = 10_000;

  private final S3Client client;
  private final String bucket;
  private final String key;

  S3Upload(S3Client client, String bucket, String key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
  }

  /**
   * @param partBytes wanted size of a part; larger where the file would have too many
   */
  void send(Path file, long partBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long fewest = (channel.size() + MAXIMUM_PARTS - 1) / MAXIMUM_PARTS;
      send(channel, Math.toIntExact(Math.max(partBytes, fewest)));
    } catch (SdkException e) {
      throw new IOException("s3://%s/%s: %s".formatted(bucket, key, e.getMessage()), e);
    }
  }

  private void send(FileChannel channel, int partBytes) throws IOException {
    String upload =
        client
            .createMultipartUpload(
                create ->
                    create.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    try {
      List<CompletedPart> parts = sendParts(channel, partBytes, upload);
      client.completeMultipartUpload(
          complete ->
              complete
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(whole -> whole.parts(parts)));
    } catch (IOException | RuntimeException e) {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
      throw e;
    }
  }

  private List<CompletedPart> sendParts(FileChannel channel, int partBytes, String upload)
      throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate(partBytes);
    for (long sent = 0; sent < channel.size(); sent += buffer.limit()) {
      fill(buffer.clear(), channel);
      parts.add(sendPart(buffer, upload, parts.size() + 1));
    }
    return parts;
  }

  private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        break;
      }
    }
    buffer.flip();
  }

  private CompletedPart sendPart(ByteBuffer content, String upload, int number) {
    String sha256 = Base64.getEncoder().encodeToString(digest(content));
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(upload)
            .partNumber(number)
            .checksumSHA256(sha256)
            .build();
    String tag = client.uploadPart(request, RequestBody.fromByteBuffer(content.duplicate())).eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).checksumSHA256(sha256).build();
  }

  private static byte[] digest(ByteBuffer content) {
    MessageDigest digest = Sha256.digest();
    digest.update(content.duplicate());
    return digest.digest();
  }
}
