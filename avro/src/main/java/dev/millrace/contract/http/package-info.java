/** Where the applications answer over HTTP. */
@NullMarked
package dev.millrace.contract.http;

import org.jspecify.annotations.NullMarked;
