/// The HTTP contract: how a request of API Gateway is read, which versions there are and what they
/// changed, what is checked in which order, and how answers and errors are written, each in one
/// place.
@NullMarked
package dev.intermission.functions.http;

import org.jspecify.annotations.NullMarked;
