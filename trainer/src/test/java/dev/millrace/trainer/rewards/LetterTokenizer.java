package dev.millrace.trainer.rewards;

import dev.millrace.model.tokenizer.SpecialTokens;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.List;

/** A tokenizer without files: every character below 128 is its own token. */
final class LetterTokenizer implements Tokenizer {

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
    throw new UnsupportedOperationException("Nothing here is read back");
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(1, 2, 0);
  }

  @Override
  public int vocabularySize() {
    return 128;
  }
}
