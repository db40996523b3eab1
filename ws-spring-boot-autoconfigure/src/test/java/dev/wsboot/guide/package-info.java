/** The code of the guide, compiled and run as it stands there. */
package dev.wsboot.guide;
