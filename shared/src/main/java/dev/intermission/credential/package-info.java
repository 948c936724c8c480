/// The operator's work: issue, list, narrow and revoke credentials, record and remove grants. A
/// request that is repeated under the same request id issues once, and nothing but a secret's
/// SHA-256 is ever kept.
@NullMarked
package dev.intermission.credential;

import org.jspecify.annotations.NullMarked;
