package dev.millrace.standalone.reliability;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.UserDeletion;
import java.util.List;

/** One thing that is done to a pipeline. */
sealed interface Input {

  /**
   * An interaction is sent, good or bad.
   *
   * @param interaction what is sent, keyed by its user id
   */
  record Click(Interaction interaction) implements Input {}

  /**
   * Bytes are sent to the interactions that are none.
   *
   * @param key key of the record
   * @param bytes its value; values from 0 to 255
   */
  record Poison(String key, List<Integer> bytes) implements Input {

    byte[] value() {
      byte[] value = new byte[bytes.size()];
      for (int i = 0; i < value.length; i++) {
        value[i] = bytes.get(i).byteValue();
      }
      return value;
    }
  }

  /**
   * A user asks to be forgotten.
   *
   * @param deletion what is sent
   */
  record Forget(UserDeletion deletion) implements Input {}

  /**
   * Nothing more is sent until everything has been processed: what a deletion forgets depends on
   * what came before it.
   */
  record Settle() implements Input {}
}
