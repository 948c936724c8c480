/// Who asks, and what they may do and see. Callers, scopes, grants, outcomes, and the form of our
/// secrets. How a credential is looked up is the business of the functions.
@NullMarked
package dev.intermission.access;

import org.jspecify.annotations.NullMarked;
