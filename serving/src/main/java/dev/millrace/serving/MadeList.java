package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import dev.millrace.model.collaborative.ItemIds;
import java.util.List;

/**
 * A list, not written yet.
 *
 * @param by what made it
 * @param items best first
 * @param places the same items with scores and reasons
 * @param shadows lists of other models for comparison
 */
record MadeList(MadeBy by, ItemIds items, List<RecommendedItem> places, List<ShadowList> shadows) {}
