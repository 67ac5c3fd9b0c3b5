package dev.millrace.trainer.settings;

import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptTemplate;

/**
 * How histories are read.
 *
 * @param template {@code compact} for models made from the catalogue, {@code instruction} for
 *     pretrained ones
 * @param maximumItems latest items of a history
 * @param maximumTokens of a prompt
 */
public record PromptSettings(Template template, int maximumItems, int maximumTokens) {

  /** Templates by name. */
  public enum Template {
    /** Titles, one after the other. */
    COMPACT,
    /** A request in words. */
    INSTRUCTION
  }

  /** Refuses limits below 1. */
  public PromptSettings {
    new PromptLimits(maximumItems, maximumTokens);
  }

  /** Of a prompt. */
  public PromptLimits limits() {
    return new PromptLimits(maximumItems, maximumTokens);
  }

  /** The text around a history. */
  public PromptTemplate text() {
    return switch (template) {
      case COMPACT -> PromptTemplate.compact();
      case INSTRUCTION -> PromptTemplate.instruction();
    };
  }
}
