/** An endpoint that gives back what it gets: for the round-trip time on the landing page, and for tools that probe servers. */
@NullMarked
package dev.wsboot.sample.echo;

import org.jspecify.annotations.NullMarked;
