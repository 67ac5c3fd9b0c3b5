package dev.millrace.standalone.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;

/** Size of the broker's log. */
final class LogSize {

  private LogSize() {}

  /** Bytes of all partitions of all topics on the first broker. */
  static long bytes(Admin admin) {
    try {
      int broker = admin.describeCluster().nodes().get().iterator().next().id();
      return admin.describeLogDirs(List.of(broker)).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .mapToLong(LogSize::bytesIn)
          .sum();
    } catch (ExecutionException e) {
      throw new BenchmarkException("The broker did not tell the size of its log", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while asking for the size of the log", e);
    }
  }

  private static long bytesIn(LogDirDescription directory) {
    return directory.replicaInfos().values().stream().mapToLong(ReplicaInfo::size).sum();
  }
}
