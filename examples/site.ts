/**
 * Where the building of the examples stands. The credential says so too: without it the first hour of a day would count as
 * either of two days.
 */
export const TIME_ZONE = 'Europe/Amsterdam';
