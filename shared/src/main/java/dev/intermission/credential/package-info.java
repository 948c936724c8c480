/// What an operator does: issue, list, narrow and revoke credentials, record and remove grants
/// (installations and memberships). A request that is repeated under the same request id issues
/// once, and nothing but a secret's SHA-256 is ever kept.
@NullMarked
package dev.intermission.credential;

import org.jspecify.annotations.NullMarked;
