/// An EventBridge Scheduler of our own that really fires.
///
/// No tool that starts with one command has one: LocalStack's stores schedules and never fires, and
/// others accept expressions that AWS refuses. A timed pause is useless if it does not end, so this
/// endpoint speaks the service's REST-JSON API to the unchanged SDK client, refuses what AWS
/// refuses, keeps its schedules through restarts and kills, and delivers at least once. It can also
/// misbehave on request, because the pause protocol must hold when a delivery is late, lost or
/// doubled.
///
/// It fires one-time schedules at Lambda functions only. IAM, tags and quotas are not here.
@NullMarked
package dev.intermission.emulator.scheduler;

import org.jspecify.annotations.NullMarked;
