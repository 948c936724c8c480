/// Servers that only this machine can reach.
@NullMarked
package dev.intermission.local.loopback;

import org.jspecify.annotations.NullMarked;
