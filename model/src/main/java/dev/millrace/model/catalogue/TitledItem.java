package dev.millrace.model.catalogue;

import java.util.Objects;

/**
 * An item as the catalogue learns of it.
 *
 * @param itemId its name
 * @param title what a language model writes when it means the item; a blank title cannot be written
 * @param available whether it may be recommended now
 */
public record TitledItem(String itemId, String title, boolean available) {

  public TitledItem {
    Objects.requireNonNull(itemId, "itemId");
    Objects.requireNonNull(title, "title");
  }

  /** An available item. */
  public static TitledItem of(String itemId, String title) {
    return new TitledItem(itemId, title, true);
  }
}
