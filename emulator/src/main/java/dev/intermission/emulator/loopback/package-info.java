/// Servers that only this machine can reach.
@NullMarked
package dev.intermission.emulator.loopback;

import org.jspecify.annotations.NullMarked;
