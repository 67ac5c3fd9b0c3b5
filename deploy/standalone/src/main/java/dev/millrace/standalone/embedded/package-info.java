/** A broker and a schema registry of our own, for a laptop: real servers, one node, one folder. */
@NullMarked
package dev.millrace.standalone.embedded;

import org.jspecify.annotations.NullMarked;
