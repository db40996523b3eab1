package dev.wsboot.broken.protocol;

import dev.wsboot.broken.http.Upstairs;

/** Knows the floor above, if only as an array. */
final class KnowsUpstairs {
    int count(Upstairs[] upstairs) {
        return upstairs.length;
    }
}
