/** The version of this package, for the User-Agent. A test compares it with package.json, which is not part of the build. */
export const VERSION = '0.1.0';
