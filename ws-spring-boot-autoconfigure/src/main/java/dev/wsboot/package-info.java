/**
 * What a Spring application imports: the annotations of an endpoint and the beans that push to its clients.
 */
@NullMarked
package dev.wsboot;

import org.jspecify.annotations.NullMarked;
