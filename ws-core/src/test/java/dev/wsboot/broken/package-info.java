/** A house that breaks each rule of {@code Floors} once, so that the rules are seen to fail. */
package dev.wsboot.broken;
