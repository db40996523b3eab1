/**
 * The API of the server and its client: what an application builds, implements and is called with.
 */
@NullMarked
package dev.wsboot.core;

import org.jspecify.annotations.NullMarked;
