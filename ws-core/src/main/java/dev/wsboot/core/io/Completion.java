package dev.wsboot.core.io;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.CompletableFuture;

/** What tells a sender that its message has left. */
final class Completion extends CompletableFuture<SendStatus> {}
