/// The figures that operators watch.
@NullMarked
package dev.intermission.metrics;

import org.jspecify.annotations.NullMarked;
