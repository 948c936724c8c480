/// What the template declares, read so that nothing of it is repeated here: routes, handlers,
/// environments, tables, queues, rates and canned answers have one home, `template.yaml`, and the
/// local runner does what that file says. What it cannot read it refuses by name; it never guesses.
///
/// Nothing in this package is null unless marked `@Nullable`.
@NullMarked
package dev.intermission.emulator.template;

import org.jspecify.annotations.NullMarked;
