/**
 * A chat in rooms.
 *
 * <p>A browser sends {@link dev.wsboot.sample.chat.ChatCommand}s and receives {@link dev.wsboot.sample.chat.ChatEvent}s,
 * as JSON with a {@code type}. {@link dev.wsboot.sample.chat.ChatEndpoint} checks what comes in,
 * {@link dev.wsboot.sample.chat.ChatRooms} owns all state: who is in which room and what was said there last. Whatever
 * happens in a room happens to one member after the other, so all see the same order.
 *
 * <p>A message carries an id that its author made up, and comes back to the author with it. What has not come back when a
 * connection breaks is sent again over the next one; pages know by the id what they have seen.
 */
@NullMarked
package dev.wsboot.sample.chat;

import org.jspecify.annotations.NullMarked;
