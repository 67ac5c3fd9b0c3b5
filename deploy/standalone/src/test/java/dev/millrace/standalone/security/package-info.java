/** The whole pipeline on a broker that lets nobody do anything unless it is granted. */
@NullMarked
package dev.millrace.standalone.security;

import org.jspecify.annotations.NullMarked;
