package dev.millrace.serving;

import java.util.Collection;

/**
 * What happens to a user after the instant list. Belongs to the serving thread, which it never
 * keeps waiting.
 */
interface RefinedLane {

  /** Nothing happens. */
  RefinedLane NONE =
      new RefinedLane() {
        @Override
        public void committed(Batch batch, HeldUsers users) {}

        @Override
        public void restored(HeldUsers users, Collection<Integer> partitions) {}

        @Override
        public void dropped(Collection<Integer> partitions) {}

        @Override
        public void finish(Batch batch, HeldUsers users) {}

        @Override
        public void dispatch(HeldUsers users) {}

        @Override
        public boolean isBusy() {
          return false;
        }
      };

  /** A batch has been committed: its sequences are new, and its requests are open. */
  void committed(Batch batch, HeldUsers users);

  /** Users have been read back. */
  void restored(HeldUsers users, Collection<Integer> partitions);

  /** Users are not held any more. */
  void dropped(Collection<Integer> partitions);

  /** Puts the lists that are done into a batch, and says which of its requests stay open. */
  void finish(Batch batch, HeldUsers users);

  /** Begins what can be begun. */
  void dispatch(HeldUsers users);

  /** Whether lists may be done soon. */
  boolean isBusy();
}
