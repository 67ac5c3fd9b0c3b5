package dev.millrace.trainer.learning;

import dev.millrace.model.catalogue.CatalogueTrie;
import org.jspecify.annotations.Nullable;

/**
 * What a step is judged against besides the examples: the catalogue as it is now, and what the
 * collaborative model says.
 *
 * @param trie all titles
 * @param rewards null where the objective asks for none
 */
public record LearningContext(CatalogueTrie trie, @Nullable ItemRewards rewards) {}
