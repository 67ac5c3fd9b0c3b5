package dev.millrace.serving.language;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The model below adapters: loaded once for all checkpoints that are in use, and freed with the
 * last of them. Safe for use by several threads.
 */
final class SharedBase {

  private final Path directory;
  private @Nullable Decoder decoder;
  private @Nullable BaseModel identity;
  private int users;

  SharedBase(Path directory) {
    this.directory = directory;
  }

  /**
   * The decoder, to be {@link #release}d.
   *
   * @param trained what an adapter was trained on
   * @throws CheckpointException if the directory holds something else
   */
  synchronized Decoder acquire(BaseModel trained) throws IOException {
    BaseModel found = identity();
    if (!found.sha256().equals(trained.sha256())) {
      throw new CheckpointException(
          "The adapter was trained on %s, SHA-256 %s; serving.language-model.base holds SHA-256 %s"
              .formatted(trained.name(), trained.sha256(), found.sha256()));
    }
    Decoder shared = decoder;
    if (shared == null) {
      shared = Decoder.load(directory, DecoderOptions.defaults());
      decoder = shared;
    }
    users++;
    return shared;
  }

  synchronized void release() {
    users--;
    if (users == 0 && decoder != null) {
      decoder.close();
      decoder = null;
    }
  }

  private BaseModel identity() throws IOException {
    BaseModel known = identity;
    if (known == null) {
      known = BaseModel.of(directory);
      identity = known;
    }
    return known;
  }
}
