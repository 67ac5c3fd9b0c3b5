/** Where and to whom the applications answer over HTTP, and with which certificate. */
@NullMarked
package dev.millrace.contract.http;

import org.jspecify.annotations.NullMarked;
