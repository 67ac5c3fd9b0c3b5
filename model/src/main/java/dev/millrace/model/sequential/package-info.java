/**
 * Sequential recommenders: SASRec, GRU4Rec and Caser, how they are trained, and the port through
 * which whatever puts a catalogue in order after a history is judged.
 */
@NullMarked
package dev.millrace.model.sequential;

import org.jspecify.annotations.NullMarked;
