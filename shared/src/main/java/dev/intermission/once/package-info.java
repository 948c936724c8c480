/// The promise of an `Idempotency-Key`: one effect and one response, however often it is sent.
/// Built on one step of the store that both changes the record and keeps the answer, so that there
/// is no state in between to be stuck in.
@NullMarked
package dev.intermission.once;

import org.jspecify.annotations.NullMarked;
