/**
 * A chat application: Spring MVC serves the page, an annotated endpoint the conversation.
 */
@NullMarked
package dev.wsboot.sample;

import org.jspecify.annotations.NullMarked;
