package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;

/** An implementation under measurement. */
interface Decoding {

  /** Decodes one batch. */
  Decoded decode(List<TokenIds> prompts);

  /**
   * What came out.
   *
   * @param lists one a user
   * @param prefillNanos part of the time in which the prompts were read
   */
  record Decoded(List<List<DecodedItem>> lists, long prefillNanos) {

    public Decoded {
      lists = List.copyOf(lists);
    }
  }
}
