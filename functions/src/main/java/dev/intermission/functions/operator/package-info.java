/// The strict reading of requests to the function that administers credentials.
@NullMarked
package dev.intermission.functions.operator;

import org.jspecify.annotations.NullMarked;
