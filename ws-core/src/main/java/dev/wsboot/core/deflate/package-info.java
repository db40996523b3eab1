/**
 * permessage-deflate (RFC 7692): what the two sides agree on, and the compression of messages on {@code java.util.zip}.
 *
 * <p>Pure: bytes in, bytes out. Whoever makes an {@code Inflater} or a {@code Deflater} ends it; the pools that lend them
 * live a few floors above. A window smaller than 32 KiB, which the JDK's {@code Deflater} has no setting for, is kept by
 * emptying the dictionary before a match could reach farther; a test decoder that records every distance proves that.
 */
@NullMarked
package dev.wsboot.core.deflate;

import org.jspecify.annotations.NullMarked;
