/**
 * One YAML file becomes one immutable record tree, or a list of everything that is wrong with it.
 */
@NullMarked
package dev.millrace.standalone.config;

import org.jspecify.annotations.NullMarked;
