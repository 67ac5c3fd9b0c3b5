/**
 * What the collaborative model thinks of each token that could come next: rewards for learning
 * which negatives are none.
 */
@NullMarked
package dev.millrace.trainer.rewards;

import org.jspecify.annotations.NullMarked;
