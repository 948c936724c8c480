/// What an operator hands to the function that administers credentials, read strictly.
@NullMarked
package dev.intermission.functions.operator;

import org.jspecify.annotations.NullMarked;
