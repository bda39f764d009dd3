import { catalogue } from './message';

const MAKE_SMALLER =
	"Make it smaller first, for example to 1600 pixels with the 'Edit Image' node and its operation 'Resize'.";
const SAVE_AGAIN = 'Open it on a computer and save it again as a JPEG.';

/** The photo of a user, before it is sent to Net2. */
export const photoMessages = catalogue({
	largeFile: {
		reason: 'badInput',
		message: 'The photo has {size}, and this node reads at most {most}. Nothing was written.',
		remedy: MAKE_SMALLER,
	},
	largePicture: {
		reason: 'badInput',
		message:
			'The photo has {width} by {height} pixels in {size}, which is more than this node converts. Nothing was written.',
		remedy: MAKE_SMALLER,
	},
	slowToConvert: {
		reason: 'badInput',
		message: 'The photo needs more time or memory than a photo may. Nothing was written.',
		remedy: MAKE_SMALLER,
	},
	otherKind: {
		reason: 'badInput',
		message: 'The photo is {kind}. Nothing was written.',
		remedy:
			"Use a JPEG or a PNG. Convert other pictures first, for example with the 'Edit Image' node.",
	},
	noPixels: {
		reason: 'badInput',
		message: 'The photo has no width or no height. Nothing was written.',
		remedy: 'Save it again as a JPEG.',
	},
	tinyPicture: {
		reason: 'badInput',
		message: 'The photo has only {width} by {height} pixels. Nothing was written.',
		remedy: 'Send a photo of at least 50 by 50 pixels.',
	},
	incomplete: {
		reason: 'badInput',
		message: 'The photo is a picture that is incomplete or damaged. Nothing was written.',
		remedy: SAVE_AGAIN,
	},
	damaged: {
		reason: 'badInput',
		message: 'The photo is damaged. Nothing was written.',
		remedy: SAVE_AGAIN,
	},
	manyScans: {
		reason: 'badInput',
		message:
			'The photo contains the picture in {scans} scans, which no camera writes. Nothing was written.',
		remedy: SAVE_AGAIN,
	},
	severalPictures: {
		reason: 'badInput',
		message:
			'The photo contains {pictures} pictures in one, which no camera writes. Nothing was written.',
		remedy: SAVE_AGAIN,
	},
	rareJpeg: {
		reason: 'badInput',
		message:
			'The photo is a kind of JPEG that cannot be made smaller here, such as CMYK. Nothing was written.',
		remedy: 'Save it again as a JPEG in RGB, and smaller.',
	},
});
