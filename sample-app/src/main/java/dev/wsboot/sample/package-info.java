/**
 * The sample application: Spring MVC serves its pages, annotated endpoints speak to them on the WebSocket port.
 *
 * <p>Each thing it shows has a package of its own, with an endpoint that is small enough to be copied from, and a page of
 * its own under {@code static}. Nothing here is needed to build an application but the starter. Tested by real sockets, and
 * by a real browser where there is one.
 */
@NullMarked
package dev.wsboot.sample;

import org.jspecify.annotations.NullMarked;
