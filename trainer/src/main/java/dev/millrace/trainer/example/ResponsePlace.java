package dev.millrace.trainer.example;

/**
 * A place of a row at which a token of a target is predicted.
 *
 * @param offset the token of the row behind which the prediction stands, from 0
 * @param node the trie's node that the target's tokens before this one lead to
 * @param child the child of the node that the ground-truth token g leads to
 * @param example which of the row's examples the target is of, from 0
 */
public record ResponsePlace(int offset, int node, int child, int example) {}
