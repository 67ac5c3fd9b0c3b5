package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.CheckpointLayout;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What killed uploads leave in a bucket: parts of objects, and objects without a manifest. After an
 * hour without a change nobody is at work on them any more.
 */
final class S3Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(S3Leftovers.class);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final S3Objects objects;
  private final Clock clock;

  S3Leftovers(S3Objects objects, Clock clock) {
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * Deletes them.
   *
   * @param prefix of a model's checkpoints, with a slash at its end
   */
  void sweep(String prefix) throws IOException {
    Instant latest = clock.instant().minus(PATIENCE);
    objects.abortUploads(prefix, latest);
    Map<String, List<S3Objects.Entry>> folders =
        objects.entries(prefix).stream()
            .collect(Collectors.groupingBy(entry -> folder(entry.key(), prefix)));
    for (Map.Entry<String, List<S3Objects.Entry>> folder : folders.entrySet()) {
      if (CheckpointId.isId(folder.getKey()) && isLeft(folder.getValue(), latest)) {
        LOG.info("deleting what an upload left, checkpoint={}{}", prefix, folder.getKey());
        for (S3Objects.Entry entry : folder.getValue()) {
          objects.delete(entry.key());
        }
      }
    }
  }

  private static boolean isLeft(List<S3Objects.Entry> entries, Instant latest) {
    return entries.stream()
        .noneMatch(
            entry ->
                entry.key().endsWith("/" + CheckpointLayout.MANIFEST)
                    || entry.changedAt().isAfter(latest));
  }

  private static String folder(String key, String prefix) {
    String rest = key.substring(prefix.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }
}
