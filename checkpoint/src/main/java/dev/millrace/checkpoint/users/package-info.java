/** From whom a checkpoint has learned, and who asked to be forgotten, without a user's id. */
@NullMarked
package dev.millrace.checkpoint.users;

import org.jspecify.annotations.NullMarked;
