/** The code of the guide's page on extending, compiled and run as it stands there. */
package dev.wsboot.guide.extending;
