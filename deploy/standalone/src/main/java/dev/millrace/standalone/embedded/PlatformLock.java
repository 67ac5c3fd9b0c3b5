package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The right to run the servers of one data folder, held by one process at a time, and a note of who
 * holds it and where its servers are. The operating system drops the lock of a killed process; its
 * note is then recognised as stale by the process id and start time in it.
 */
final class PlatformLock implements AutoCloseable {

  private static final String NOTE = "platform.properties";

  private final FileChannel channel;
  private final Path note;

  private PlatformLock(FileChannel channel, Path note) {
    this.channel = channel;
    this.note = note;
  }

  /**
   * Takes the lock of a folder.
   *
   * @throws EmbeddedServerException naming the holder, if there is one
   */
  static PlatformLock take(Path dataDirectory) {
    Path note = dataDirectory.resolve(NOTE);
    // Asked first, and without touching the lock's file: closing it in the holder's own process
    // would drop the holder's lock.
    holder(note)
        .ifPresent(
            holder -> {
              throw inUse(dataDirectory, "process " + holder.getProperty("pid"));
            });
    try {
      Files.createDirectories(dataDirectory);
      FileChannel channel =
          FileChannel.open(
              dataDirectory.resolve("platform.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw inUse(dataDirectory, "another process");
      }
      PlatformLock lock = new PlatformLock(channel, note);
      lock.write(ownIdentity());
      return lock;
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "The data folder " + dataDirectory + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Address that a live holder of the folder's lock has announced. */
  static Optional<PlatformAddress> announced(Path dataDirectory) {
    return holder(dataDirectory.resolve(NOTE))
        .filter(holder -> holder.containsKey("bootstrap"))
        .map(
            holder ->
                new PlatformAddress(
                    holder.getProperty("bootstrap"), URI.create(holder.getProperty("registry"))));
  }

  /** Notes where the holder's servers are. */
  void announce(PlatformAddress address) {
    Properties content = ownIdentity();
    content.setProperty("bootstrap", address.bootstrapServers());
    content.setProperty("registry", address.registryUrl().toString());
    try {
      write(content);
    } catch (IOException e) {
      throw new EmbeddedServerException("The file " + note + " cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(note);
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedServerException("The lock beside " + note + " cannot be given up", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static EmbeddedServerException inUse(Path dataDirectory, String holder) {
    return new EmbeddedServerException(
        "The data folder " + dataDirectory.toAbsolutePath() + " is in use by " + holder);
  }

  private static Optional<Properties> holder(Path note) {
    Properties content = new Properties();
    try (Reader reader = Files.newBufferedReader(note)) {
      content.load(reader);
    } catch (NoSuchFileException nobody) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedServerException("The file " + note + " cannot be read", e);
    }
    return isAlive(content) ? Optional.of(content) : Optional.empty();
  }

  private static boolean isAlive(Properties holder) {
    return ProcessHandle.of(Long.parseLong(holder.getProperty("pid", "-1")))
        .filter(process -> startOf(process).equals(holder.getProperty("started", "")))
        .isPresent();
  }

  private static Properties ownIdentity() {
    Properties identity = new Properties();
    identity.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    identity.setProperty("started", startOf(ProcessHandle.current()));
    return identity;
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private void write(Properties content) throws IOException {
    Path draft = note.resolveSibling(NOTE + ".draft");
    try (Writer writer = Files.newBufferedWriter(draft)) {
      content.store(writer, "Who runs the servers of this folder");
    }
    Files.move(draft, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
