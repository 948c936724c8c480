/// The records in DynamoDB. Each table has a class that reads its items, and one that describes its
/// writes. [Table] makes the calls, and [Faults] says what a fault means.
@NullMarked
package dev.intermission.functions.dynamodb;

import org.jspecify.annotations.NullMarked;
