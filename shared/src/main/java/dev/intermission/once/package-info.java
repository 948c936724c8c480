/// The promise of a key that a client gives to a request: however often and from wherever it is
/// sent, it has one effect and one answer. Built on one step of the store that both changes the
/// record and keeps the answer, so that there is no state in between to be stuck in.
@NullMarked
package dev.intermission.once;

import org.jspecify.annotations.NullMarked;
