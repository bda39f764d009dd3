/**
 * The time zone of the building in the examples. The credential has it, too: without it the first hour of a day could
 * count as either of two days.
 */
export const TIME_ZONE = 'Europe/Amsterdam';
