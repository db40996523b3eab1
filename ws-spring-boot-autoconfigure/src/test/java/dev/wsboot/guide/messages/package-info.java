/** The code of the guide's page on messages, compiled and run as it stands there. */
package dev.wsboot.guide.messages;
