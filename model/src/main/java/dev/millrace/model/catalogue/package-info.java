/**
 * The items that can be generated: their titles as a trie of tokens in flat arrays. Snapshots are
 * immutable and may be shared by threads; a change makes a new one.
 */
@NullMarked
package dev.millrace.model.catalogue;

import org.jspecify.annotations.NullMarked;
