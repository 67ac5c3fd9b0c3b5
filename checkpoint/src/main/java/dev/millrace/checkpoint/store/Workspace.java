package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders in which processes write before they publish, one each, named for its owner: {@code
 * <process id>-<start in milliseconds>@<host>}. Ids are used again, on one host and on others, so
 * the start and the host belong to the name.
 */
final class Workspace {

  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Pattern OWNER = Pattern.compile("(\\d+)-(\\d+)@(.+)");

  private final Path root;
  private final Clock clock;

  Workspace(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** This process's own folder. */
  Path own() throws IOException {
    return Files.createDirectories(root.resolve(ownName()));
  }

  /**
   * Deletes the folders of processes of this host that have ended. Of other hosts' processes nobody
   * here knows: their folders go when nothing has changed in them for an hour.
   */
  void sweep() throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    for (Path folder : entries(root)) {
      String name = String.valueOf(folder.getFileName());
      if (isOfThisHost(name) ? isDead(name) : isOld(folder)) {
        LOG.info("deleting what another process left, folder={}", folder);
        Trees.delete(folder);
      }
    }
  }

  private static String ownName() {
    ProcessHandle self = ProcessHandle.current();
    return "%d-%d@%s".formatted(self.pid(), startOf(self), host());
  }

  private static boolean isOfThisHost(String name) {
    Matcher owner = OWNER.matcher(name);
    return owner.matches() && owner.group(3).equals(host());
  }

  private static boolean isDead(String name) {
    Matcher owner = OWNER.matcher(name);
    return owner.matches()
        && ProcessHandle.of(Long.parseLong(owner.group(1)))
            .filter(process -> startOf(process) == Long.parseLong(owner.group(2)))
            .isEmpty();
  }

  private boolean isOld(Path folder) throws IOException {
    Instant newest = Instant.EPOCH;
    for (Path path : Trees.contents(folder)) {
      try {
        Instant changed = Files.getLastModifiedTime(path).toInstant();
        newest = changed.isAfter(newest) ? changed : newest;
      } catch (NoSuchFileException e) {
        return false; // Its owner is at work.
      }
    }
    return newest.plus(PATIENCE).isBefore(clock.instant());
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
