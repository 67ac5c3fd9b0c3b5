/** What each application may do on the broker: said, exported, granted, and looked for. */
@NullMarked
package dev.millrace.standalone.acl;

import org.jspecify.annotations.NullMarked;
