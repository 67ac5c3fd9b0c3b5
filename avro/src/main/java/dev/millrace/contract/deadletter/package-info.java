/** What happens to a record that cannot be processed: its bytes and the reason go aside. */
@NullMarked
package dev.millrace.contract.deadletter;

import org.jspecify.annotations.NullMarked;
