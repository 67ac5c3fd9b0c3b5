package dev.millrace.model.prompt;

/**
 * The text around a history. Braces mark what is filled in: {@code {begin}} and {@code {end}} are
 * the tokenizer's tokens of that meaning (a tokenizer without a beginning leaves it out).
 *
 * @param text the whole prompt, with {@code {history}} once
 * @param item one item of the history, with {@code {title}} once
 */
public record PromptTemplate(String text, String item) {

  public PromptTemplate {
    TemplateText.requireOnce("history", text, "text of the prompt");
    TemplateText.requireOnce("title", item, "text of an item");
  }

  /**
   * For small models trained on nothing but histories: titles, each ended as the answer will be, so
   * that a history is one sequence in which every item is a target.
   */
  public static PromptTemplate compact() {
    return new PromptTemplate("{begin}{history}", "{title}{end}");
  }

  /** For pretrained models, in words. */
  public static PromptTemplate instruction() {
    return new PromptTemplate(
        """
        {begin}These are the titles that a person chose, oldest first:
        {history}The title that the person chose next is:
        """,
        "{title}\n");
  }
}
