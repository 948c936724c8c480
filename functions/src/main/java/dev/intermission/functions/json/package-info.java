/// Ads and ad campaigns as JSON, field by field as in the API reference. Also credentials as they
/// are shown to an operator, and the strict reading of one JSON object.
@NullMarked
package dev.intermission.functions.json;

import org.jspecify.annotations.NullMarked;
