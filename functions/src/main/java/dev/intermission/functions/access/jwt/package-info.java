/// Account-scoped JWTs: the trusted issuer, its keys, and the check. A function loads at start only
/// what it needs then; the library and the keys come with the first token.
@NullMarked
package dev.intermission.functions.access.jwt;

import org.jspecify.annotations.NullMarked;
