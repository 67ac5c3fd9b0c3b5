/** How long it takes until an interaction has come to a stage of the pipeline. */
@NullMarked
package dev.millrace.contract.freshness;

import org.jspecify.annotations.NullMarked;
