package dev.millrace.serving.language;

import dev.millrace.model.tokenizer.SpecialTokens;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** A token a letter; remembers what it was asked. */
public final class Letters implements Tokenizer {

  private final List<String> encoded = new ArrayList<>();
  private Runnable beforeEncoding = () -> {};

  /** All texts that it was asked for. */
  List<String> encoded() {
    return encoded;
  }

  /** Done before a text is encoded, from now on. */
  void beforeEncoding(Runnable action) {
    beforeEncoding = action;
  }

  @Override
  public TokenIds encode(String text) {
    beforeEncoding.run();
    encoded.add(text);
    return TokenIds.of(text.chars().toArray());
  }

  @Override
  public List<TokenIds> encodeAll(List<String> texts) {
    return texts.stream().map(this::encode).toList();
  }

  @Override
  public String decode(TokenIds tokens) {
    return tokens.toString();
  }

  @Override
  public int vocabularySize() {
    return 256;
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(1, 2, 0);
  }
}
