/**
 * Where checkpoints lie: directories of a file system, or objects that speak S3. A checkpoint is in
 * a store or it is not; halves are never listed.
 */
@NullMarked
package dev.millrace.checkpoint.store;

import org.jspecify.annotations.NullMarked;
