/** What each application may do on the broker: said and exported. */
@NullMarked
package dev.millrace.standalone.acl;

import org.jspecify.annotations.NullMarked;
