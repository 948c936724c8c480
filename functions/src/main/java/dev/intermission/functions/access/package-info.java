/// The check of the credential that a request brings, in the function that serves it.
@NullMarked
package dev.intermission.functions.access;

import org.jspecify.annotations.NullMarked;
