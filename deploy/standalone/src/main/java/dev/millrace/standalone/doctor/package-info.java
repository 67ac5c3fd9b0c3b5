/**
 * What an application finds when it starts here: looked at one by one, with what to do about it.
 */
@NullMarked
package dev.millrace.standalone.doctor;

import org.jspecify.annotations.NullMarked;
