/// Reports to operators: metrics in CloudWatch's embedded metric format, and broken items.
@NullMarked
package dev.intermission.functions.metrics;

import org.jspecify.annotations.NullMarked;
