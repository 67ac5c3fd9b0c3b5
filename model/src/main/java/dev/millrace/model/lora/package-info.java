/**
 * Low-rank adapters: training a few small matrices beside a decoder whose own weights stay as they
 * are, in files that other tools of the PEFT family read.
 */
@NullMarked
package dev.millrace.model.lora;

import org.jspecify.annotations.NullMarked;
