/// The common words of all that is stored. An item as it was found, the record that is read out of
/// it, and a store that could not be asked.
@NullMarked
package dev.intermission.store;

import org.jspecify.annotations.NullMarked;
