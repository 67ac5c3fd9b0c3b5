package dev.millrace.streams.packets;

/** A change to the row of a key. */
public final class KeyedChange {

  private final String key;
  private final byte[] change;

  /**
   * @param key whose row
   * @param change what happens to it, as the rules of the rows understand it; not copied
   */
  public KeyedChange(String key, byte[] change) {
    this.key = key;
    this.change = change;
  }

  String key() {
    return key;
  }

  byte[] change() {
    return change;
  }
}
