package dev.millrace.checkpoint;

/** Something wrong with a checkpoint. */
public sealed interface Fault {

  /** What is wrong and where, without a full stop. */
  String text();

  /** There is no manifest: the checkpoint was never completed, or is none. */
  record NoManifest() implements Fault {
    @Override
    public String text() {
      return CheckpointLayout.MANIFEST + ": missing, so this is no complete checkpoint";
    }
  }

  /**
   * The manifest cannot be read.
   *
   * @param reason why
   */
  record UnreadableManifest(String reason) implements Fault {
    @Override
    public String text() {
      return reason;
    }
  }

  /**
   * The manifest is not the one that was announced.
   *
   * @param announced SHA-256
   * @param found SHA-256
   */
  record OtherManifest(String announced, String found) implements Fault {
    @Override
    public String text() {
      return "%s: altered, its SHA-256 is %s, announced was %s"
          .formatted(CheckpointLayout.MANIFEST, found, announced);
    }
  }

  /**
   * A file is not there.
   *
   * @param path inside the checkpoint
   */
  record MissingFile(String path) implements Fault {
    @Override
    public String text() {
      return path + ": missing";
    }
  }

  /**
   * A file is there that the manifest does not know.
   *
   * @param path inside the checkpoint
   */
  record ExtraFile(String path) implements Fault {
    @Override
    public String text() {
      return path + ": not in the manifest";
    }
  }

  /**
   * A file has another size, as one that was cut off.
   *
   * @param path inside the checkpoint
   * @param expected bytes in the manifest
   * @param found bytes on disk
   */
  record OtherSize(String path, long expected, long found) implements Fault {
    @Override
    public String text() {
      return "%s: %s, %,d bytes instead of %,d"
          .formatted(path, found < expected ? "truncated" : "too long", found, expected);
    }
  }

  /**
   * A file has another content.
   *
   * @param path inside the checkpoint
   * @param expected SHA-256 in the manifest
   * @param found SHA-256 on disk
   */
  record OtherContent(String path, String expected, String found) implements Fault {
    @Override
    public String text() {
      return "%s: altered, its SHA-256 is %s instead of %s".formatted(path, found, expected);
    }
  }

  /**
   * The files are as they were written, but cannot be used.
   *
   * @param path inside the checkpoint
   * @param reason why
   */
  record Unusable(String path, String reason) implements Fault {
    @Override
    public String text() {
      return path + ": " + reason;
    }
  }
}
