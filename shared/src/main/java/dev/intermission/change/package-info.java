/// The rule of pausing: what is asked of a record, what becomes of it, and the one conditional
/// update that the store makes. Pure; time is always an argument.
@NullMarked
package dev.intermission.change;

import org.jspecify.annotations.NullMarked;
