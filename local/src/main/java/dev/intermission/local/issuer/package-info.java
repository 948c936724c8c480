/// Who issues account-scoped JWTs on this machine, in the place of the platform's own issuer. Its
/// key lives as long as the runner.
@NullMarked
package dev.intermission.local.issuer;

import org.jspecify.annotations.NullMarked;
