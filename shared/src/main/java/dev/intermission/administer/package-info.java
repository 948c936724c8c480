/// What an operator does with credentials: issue, list, narrow and revoke them. A request that is
/// repeated under the same request id issues once, and nothing but a secret's SHA-256 is ever kept.
@NullMarked
package dev.intermission.administer;

import org.jspecify.annotations.NullMarked;
