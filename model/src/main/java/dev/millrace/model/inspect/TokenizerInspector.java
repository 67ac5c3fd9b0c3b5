package dev.millrace.model.inspect;

import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.tokenizer.SpecialTokens;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Checks a tokenizer, and that it is the one that the decoder was made for. */
final class TokenizerInspector {

  private static final String TOKENIZER = "tokenizer";
  private static final String VOCABULARY = "vocabulary";
  private static final String SPECIAL = "special tokens";

  /** What titles have: punctuation, accents, other scripts, symbols outside the basic plane. */
  private static final List<String> SAMPLES =
      List.of("Kind of Blue (Remastered), Vol. 2", "Café Müller – Ñandú", "東京物語", "♪ 100% 🎷");

  private final JsonTokenizer tokenizer;
  private final Findings findings;

  TokenizerInspector(JsonTokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
  }

  /**
   * @param config of the decoder; null where there is none
   */
  TokenizerSummary inspect(@Nullable DecoderConfig config) {
    checkRoundTrip();
    if (config != null) {
      checkVocabulary(config);
      checkSpecial(config);
    }
    return TokenizerSummary.of(tokenizer);
  }

  private void checkRoundTrip() {
    List<String> changed =
        SAMPLES.stream()
            .filter(text -> !tokenizer.decode(tokenizer.encode(text)).equals(text))
            .toList();
    if (changed.isEmpty()) {
      findings.ok(TOKENIZER, "text comes back as it was, in all scripts that were tried");
    } else {
      findings.note(TOKENIZER, "some text does not come back as it was: " + changed);
    }
  }

  private void checkVocabulary(DecoderConfig config) {
    int tokens = tokenizer.vocabularySize();
    int rows = config.vocabularySize();
    if (tokens > rows) {
      findings.problem(
          VOCABULARY,
          "the tokenizer has %d tokens, but the embedding only %d rows".formatted(tokens, rows));
    } else if (tokens < rows) {
      findings.note(
          VOCABULARY,
          "%d of the embedding's %d rows belong to no token".formatted(rows - tokens, rows));
    } else {
      findings.ok(VOCABULARY, "%d tokens, and as many rows of the embedding".formatted(tokens));
    }
  }

  private void checkSpecial(DecoderConfig config) {
    SpecialTokens special = tokenizer.special();
    List<Integer> ends = config.tokens().end();
    boolean right = true;
    if (!ends.isEmpty() && !ends.contains(special.end())) {
      findings.problem(SPECIAL, differ("eos", special.end(), ends));
      right = false;
    }
    if (special.beginning() != SpecialTokens.NONE) {
      right &= checkSame("bos", special.beginning(), config.tokens().beginning());
    }
    if (special.padding() != special.end()) {
      right &= checkSame("pad", special.padding(), config.tokens().padding());
    }
    if (right) {
      findings.ok(SPECIAL, "tokenizer and configuration mean the same");
    }
  }

  private boolean checkSame(String name, int ofTokenizer, OptionalInt ofConfig) {
    if (ofConfig.isEmpty() || ofConfig.getAsInt() == ofTokenizer) {
      return true;
    }
    findings.problem(SPECIAL, differ(name, ofTokenizer, ofConfig.getAsInt()));
    return false;
  }

  private static String differ(String name, int ofTokenizer, Object ofConfig) {
    return "%s is %d in the tokenizer, but config.json says %s"
        .formatted(name, ofTokenizer, ofConfig);
  }
}
