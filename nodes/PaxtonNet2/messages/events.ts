import { catalogue } from './message';

const TRY_TRIGGER =
	"Use a card at a door and fetch the test event again, or choose other 'Events' or another 'Door'. An active workflow starts as soon as a fitting event happens.";

/** Events of Net2, and those that the trigger shows. */
export const eventMessages = catalogue({
	untilBeforeSince: {
		reason: 'badInput',
		message: "'Until' ({until}) is before 'Since' ({since}).",
		remedy: "Correct one of them. If 'Since' is empty, it is 24 hours ago.",
	},
	someEventsMissing: {
		reason: 'badReply',
		message: 'Net2 did not return all events between {from} and {to}.',
		remedy: "Choose a shorter time with 'Since' and 'Until'.",
	},
	eventTimeIgnored: {
		reason: 'badReply',
		message:
			'Net2 ignored the time for which events were requested and returned old events, so new events cannot be read.',
		remedy:
			"Run 'Connection: Check'. Your Net2 installer knows whether this version of the API can select events by time.",
	},
	noEvents: {
		reason: 'notFound',
		message: 'There is no event to show. Net2 returned no events.',
		remedy: TRY_TRIGGER,
	},
	noFittingEvent: {
		reason: 'notFound',
		message:
			'There is no event to show. None of the last {count} events of Net2 fits this trigger.',
		remedy: TRY_TRIGGER,
	},
});
