/// What the use cases need from the outside: records, a timer, ids, metrics and a way to wait. Each
/// method is one step that may fail or be cut off; the simulation and the real adapters stand
/// behind the same interfaces. A refusal is a value, a fault is an exception.
@NullMarked
package dev.intermission.port;

import org.jspecify.annotations.NullMarked;
