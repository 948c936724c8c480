/// Showing records to callers of their account: one by one, or by list pages.
@NullMarked
package dev.intermission.read;

import org.jspecify.annotations.NullMarked;
