package dev.millrace.model.tokenizer;

import java.util.List;

/** A tokenizer without files: every character below 128 is its own token. */
public final class LetterTokenizer implements Tokenizer {

  /** The end token. */
  public static final int END = 2;

  @Override
  public TokenIds encode(String text) {
    return TokenIds.of(text.chars().toArray());
  }

  @Override
  public List<TokenIds> encodeAll(List<String> texts) {
    return texts.stream().map(this::encode).toList();
  }

  @Override
  public String decode(TokenIds tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens.toArray()) {
      text.append(token > END ? Character.toString(token) : "");
    }
    return text.toString();
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(1, END, 0);
  }

  @Override
  public int vocabularySize() {
    return 128;
  }
}
