/** Fakes and sample records that several tests share. */
@NullMarked
package dev.millrace.contract.support;

import org.jspecify.annotations.NullMarked;
