/**
 * RFC 6455 §4 as pure code: request and response heads, and the opening handshake of either role.
 */
@NullMarked
package dev.wsboot.core.http;

import org.jspecify.annotations.NullMarked;
