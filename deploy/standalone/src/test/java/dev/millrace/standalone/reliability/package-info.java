/**
 * What must hold when processes are killed, servers go away and input is bad: whole applications as
 * real processes against real servers.
 */
@NullMarked
package dev.millrace.standalone.reliability;

import org.jspecify.annotations.NullMarked;
