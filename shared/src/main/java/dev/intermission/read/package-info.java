/// Showing records to callers of their account: one by one, or a page of a list at a time.
@NullMarked
package dev.intermission.read;

import org.jspecify.annotations.NullMarked;
