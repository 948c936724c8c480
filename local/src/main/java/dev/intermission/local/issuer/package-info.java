/// The issuer of account-scoped JWTs on this machine, in place of the platform's own. Its key lives
/// as long as the runner.
@NullMarked
package dev.intermission.local.issuer;

import org.jspecify.annotations.NullMarked;
