/**
 * The auto-configurations, and the properties under {@code ws} that steer them.
 */
@NullMarked
package dev.wsboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
