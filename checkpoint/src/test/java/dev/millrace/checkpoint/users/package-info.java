@NullMarked
package dev.millrace.checkpoint.users;

import org.jspecify.annotations.NullMarked;
