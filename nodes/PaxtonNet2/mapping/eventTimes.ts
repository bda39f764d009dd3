// The old import path, until its importers name `net2Dates` and `siteTime` themselves.
export { overAt } from './net2Dates';
export { laterBy, readSince, readUntil, serverSecond, wallOf, zonedTime } from './siteTime';
