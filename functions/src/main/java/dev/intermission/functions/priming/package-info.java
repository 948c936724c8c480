/// Stand-ins for AWS, for loading and compiling a function's own path before its first invocation.
/// Nothing here has a credential, and nothing here has an effect.
@NullMarked
package dev.intermission.functions.priming;

import org.jspecify.annotations.NullMarked;
