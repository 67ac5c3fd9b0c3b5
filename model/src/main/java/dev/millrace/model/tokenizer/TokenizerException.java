package dev.millrace.model.tokenizer;

import org.jspecify.annotations.Nullable;

/** A tokenizer file cannot be read, written or understood. */
public final class TokenizerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TokenizerException(String message) {
    super(message);
  }

  TokenizerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
