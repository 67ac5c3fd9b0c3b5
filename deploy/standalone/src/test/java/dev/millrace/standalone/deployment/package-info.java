/** Tests of what runs Millrace elsewhere: images, compose and the chart. */
@NullMarked
package dev.millrace.standalone.deployment;

import org.jspecify.annotations.NullMarked;
