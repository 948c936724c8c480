/// The reader of `template.yaml`, so that nothing in it is repeated here. Routes, handlers,
/// environments, tables, queues, rates and canned responses are declared in that file alone, and
/// the local runner does what it says. A declaration that it cannot read is refused by name; it
/// never guesses.
///
/// Nothing in this package is null unless marked `@Nullable`.
@NullMarked
package dev.intermission.emulator.template;

import org.jspecify.annotations.NullMarked;
