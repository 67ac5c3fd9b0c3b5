/** Tests of the topics and their plans. */
@NullMarked
package dev.millrace.contract;

import org.jspecify.annotations.NullMarked;
