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
        public void due(HeldUsers users, Collection<UserKey> changed) {}

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

  /** The sequences of users have changed. */
  void due(HeldUsers users, Collection<UserKey> changed);

  /** Users have been read back. */
  void restored(HeldUsers users, Collection<Integer> partitions);

  /** Users are not held any more. */
  void dropped(Collection<Integer> partitions);

  /** Puts the lists that are done into a batch. */
  void finish(Batch batch, HeldUsers users);

  /** Begins what can be begun. */
  void dispatch(HeldUsers users);

  /** Whether lists may be done soon. */
  boolean isBusy();
}
