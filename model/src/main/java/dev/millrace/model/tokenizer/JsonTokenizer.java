package dev.millrace.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.millrace.model.internal.QuietDjl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tokenizer in Hugging Face's {@code tokenizer.json}, run by their own native library. */
public final class JsonTokenizer implements Tokenizer, AutoCloseable {

  /** Names of the files that a tokenizer consists of. */
  public static final List<String> FILES =
      List.of(TokenizerFiles.TOKENIZER, TokenizerFiles.CONFIGURATION);

  private final HuggingFaceTokenizer tokenizer;
  private final SpecialText specialText;
  private final SpecialTokens special;
  private final int vocabularySize;

  /** Whether a directory has a {@code tokenizer.json}. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(TokenizerFiles.TOKENIZER));
  }

  private JsonTokenizer(HuggingFaceTokenizer tokenizer, TokenizerFiles files) {
    this.tokenizer = tokenizer;
    this.specialText = new SpecialText(files.specialTexts());
    this.special = files.special();
    this.vocabularySize = files.vocabularySize();
  }

  /**
   * Loads {@code tokenizer.json} and {@code tokenizer_config.json}.
   *
   * @throws TokenizerException if a file is missing, damaged, or names no end token
   */
  public static JsonTokenizer load(Path directory) {
    QuietDjl.set();
    TokenizerFiles files = new TokenizerFiles(directory);
    files.special();
    Path file = directory.resolve(TokenizerFiles.TOKENIZER);
    try {
      return new JsonTokenizer(
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optAddSpecialTokens(false)
              .optTruncation(false)
              .optPadding(false)
              .build(),
          files);
    } catch (IOException | RuntimeException e) {
      throw new TokenizerException(file + " is not a tokenizer that can be loaded", e);
    }
  }

  @Override
  public TokenIds encode(String text) {
    return encodeAll(List.of(text)).get(0);
  }

  @Override
  public List<TokenIds> encodeAll(List<String> texts) {
    List<TokenIds> encoded = new ArrayList<>(encodePlain(texts));
    for (int i = 0; i < texts.size(); i++) {
      if (specialText.isIn(texts.get(i))) {
        encoded.set(i, TokenIds.concat(encodePlain(specialText.parts(texts.get(i)))));
      }
    }
    return encoded;
  }

  @Override
  public String decode(TokenIds tokens) {
    return tokenizer.decode(tokens.toLongArray(), true);
  }

  /** How a token is written, a special one too. */
  public String spelling(int token) {
    return tokenizer.decode(new long[] {token}, false);
  }

  @Override
  public SpecialTokens special() {
    return special;
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /**
   * DJL's own batchEncode copies words, spans and masks of every token beside the ids, which takes
   * most of its time; only the ids are fetched here.
   */
  private List<TokenIds> encodePlain(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    long[] encodings =
        TokenizersLibrary.LIB.batchEncode(
            tokenizer.getHandle(), texts.toArray(String[]::new), false);
    try {
      return Arrays.stream(encodings).mapToObj(JsonTokenizer::tokensOf).toList();
    } finally {
      Arrays.stream(encodings).forEach(TokenizersLibrary.LIB::deleteEncoding);
    }
  }

  private static TokenIds tokensOf(long encoding) {
    return TokenIds.of(
        Arrays.stream(TokenizersLibrary.LIB.getTokenIds(encoding))
            .mapToInt(Math::toIntExact)
            .toArray());
  }
}
