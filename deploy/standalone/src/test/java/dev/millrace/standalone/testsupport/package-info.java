/** What integration tests share: one broker and one registry per JVM. */
@NullMarked
package dev.millrace.standalone.testsupport;

import org.jspecify.annotations.NullMarked;
