/// The figures for operators, written as CloudWatch's embedded metric format.
@NullMarked
package dev.intermission.functions.metrics;

import org.jspecify.annotations.NullMarked;
