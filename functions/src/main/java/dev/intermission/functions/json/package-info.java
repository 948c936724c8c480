/// Ads and ad campaigns as JSON, member by member as the API pages list them, and credentials as an
/// operator is shown them. Also the strict reading of one JSON object.
@NullMarked
package dev.intermission.functions.json;

import org.jspecify.annotations.NullMarked;
