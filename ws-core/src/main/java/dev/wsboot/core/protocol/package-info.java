/**
 * RFC 6455 §5-§7 as pure code: bytes in, events and bytes out, for either role.
 */
@NullMarked
package dev.wsboot.core.protocol;

import org.jspecify.annotations.NullMarked;
