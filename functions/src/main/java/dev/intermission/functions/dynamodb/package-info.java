/// The records in DynamoDB. One class per table knows its attribute names and expressions; one
/// place decides which fault means what.
@NullMarked
package dev.intermission.functions.dynamodb;

import org.jspecify.annotations.NullMarked;
