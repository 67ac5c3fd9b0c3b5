/** Popularity: how often every item was taken lately. */
@NullMarked
package dev.millrace.streams.popularity;

import org.jspecify.annotations.NullMarked;
