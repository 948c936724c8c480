/// Account-scoped JWTs: whose count, the issuer's keys, and the check itself. Only what a function
/// needs at start is loaded at start; the library and the keys come with the first token.
@NullMarked
package dev.intermission.functions.access.jwt;

import org.jspecify.annotations.NullMarked;
