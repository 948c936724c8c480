/// The HTTP contract, from the request of API Gateway to the response. It says how a request is
/// read, which versions there are and what they changed, in which order a request is checked, and
/// how responses and errors are written, each in one place.
@NullMarked
package dev.intermission.functions.http;

import org.jspecify.annotations.NullMarked;
