/** The code of the guide's page on errors, compiled and run as it stands there. */
package dev.wsboot.guide.errors;
