// The old import path, until its importers name `net2Dates` and `siteTime` themselves.
export {
	instantOf,
	isEnabled,
	isPast,
	leaverNow,
	offsetOf,
	offsetSeen,
	sameDay,
	sameInstant,
	siteOf,
	startToday,
} from './net2Dates';
export { parseEnd, parseStart, type Site } from './siteTime';
