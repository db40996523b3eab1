/** The code of the guide's page on pushing, compiled and run as it stands there. */
package dev.wsboot.guide.pushing;
