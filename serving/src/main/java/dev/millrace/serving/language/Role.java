package dev.millrace.serving.language;

/** Which users a language model is for. */
public enum Role {
  /** Everybody who is in no experiment: the checkpoint that is announced as the current one. */
  CURRENT("fusion", "language-model"),

  /** The share of users who stay on a configured checkpoint, the other side of an A/B test. */
  VARIANT("fusion-b", "language-model-b");

  private final String fusionId;
  private final String languageId;

  Role(String fusionId, String languageId) {
    this.fusionId = fusionId;
    this.languageId = languageId;
  }

  /** Under which the lists that users see are judged. */
  public String fusionId() {
    return fusionId;
  }

  /** Under which the language model alone is judged. */
  public String languageId() {
    return languageId;
  }
}
