/** The code of the guide's page on testing, compiled and run as it stands there. */
package dev.wsboot.guide;
