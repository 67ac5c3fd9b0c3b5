/** Tests of low-rank adapters. */
@NullMarked
package dev.millrace.model.lora;

import org.jspecify.annotations.NullMarked;
