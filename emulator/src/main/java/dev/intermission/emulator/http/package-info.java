/// The local stand-in for API Gateway: an HTTP server on the loopback address. It takes the
/// template's routes, hands functions the event that a regional REST API with Lambda proxy
/// integration would, and gives the template's own responses where no function responds.
///
/// Nothing here logs a header or a body: they carry credentials.
///
/// Nothing in this package is null unless marked `@Nullable`.
@NullMarked
package dev.intermission.emulator.http;

import org.jspecify.annotations.NullMarked;
