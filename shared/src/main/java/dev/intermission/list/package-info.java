/// Lists of an account's ads and ad campaigns, a page at a time: which records a page shows, and
/// what its cursors mean.
@NullMarked
package dev.intermission.list;

import org.jspecify.annotations.NullMarked;
