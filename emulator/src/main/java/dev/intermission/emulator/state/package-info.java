/// The local runner's own state, and the database that keeps it.
///
/// A timed pause may last 366 days, and a laptop is closed every evening. So what AWS would keep
/// for us (schedules, accepted asynchronous events, messages in a queue) must outlive this process,
/// even when it is killed. The official DynamoDB Local is here anyway, for the handlers; its file
/// mode keeps every acknowledged write through a `kill -9`, so the runner's own state lives there
/// too instead of in a second store of our own making.
@NullMarked
package dev.intermission.emulator.state;

import org.jspecify.annotations.NullMarked;
