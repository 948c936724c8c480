/// The promise of an `Idempotency-Key`: one effect and one response, however often it is sent. One
/// step of the store both changes the record and keeps the response, so that no state in between
/// can remain.
@NullMarked
package dev.intermission.once;

import org.jspecify.annotations.NullMarked;
