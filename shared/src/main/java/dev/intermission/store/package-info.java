/// The common words of all that is stored: an item as it was found, and what became of a request
/// about one.
@NullMarked
package dev.intermission.store;

import org.jspecify.annotations.NullMarked;
