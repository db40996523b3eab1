package dev.wsboot.core.http;

import org.jspecify.annotations.Nullable;

/**
 * A scanner of the first line of a head (RFC 9112 §2.1). It looks at each byte once, may be interrupted behind any of
 * them, and keeps positions only; the text is taken out of the bytes when the head is complete.
 */
sealed interface StartLineScanner permits RequestLineScanner, StatusLineScanner {

    /** Goes on at {@code from} and returns the index behind the last byte looked at: the offending one, or the LF. */
    int scan(byte[] bytes, int from, int to);

    boolean isDone();

    /** Why this cannot become a start line any more; null while it can. */
    @Nullable
    HeadFault fault();
}
