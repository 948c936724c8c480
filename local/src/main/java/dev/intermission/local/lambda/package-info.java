/// What stands for Lambda here: a process of its own that holds the functions exactly as their
/// deployment package and the template's environment make them, loaded by AWS's own loader, and the
/// supervisor that starts it, calls it and starts it again.
///
/// A process apart, because a handler must see neither this platform's libraries nor the
/// developer's environment, and because a dead function must be something that can be tried.
///
/// Nothing in this package is null unless marked `@Nullable`.
@NullMarked
package dev.intermission.local.lambda;

import org.jspecify.annotations.NullMarked;
