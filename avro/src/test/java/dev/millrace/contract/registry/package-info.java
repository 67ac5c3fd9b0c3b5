/** Tests of the registry port and of the schemas' compatibility. */
@NullMarked
package dev.millrace.contract.registry;

import org.jspecify.annotations.NullMarked;
