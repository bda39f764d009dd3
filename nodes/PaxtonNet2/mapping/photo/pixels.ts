/** Four bytes a pixel: red, green, blue, and how opaque it is. */
export interface Pixels {
	width: number;
	height: number;
	data: Uint8Array;
}

/**
 * Made smaller by averaging what falls into one new pixel, and laid on white, since a JPEG is never transparent. Never
 * made larger.
 */
export function shrunk({ width, height, data }: Pixels, longest: number): Pixels {
	const scale = Math.min(1, longest / Math.max(width, height));
	const to = {
		width: Math.max(1, Math.round(width * scale)),
		height: Math.max(1, Math.round(height * scale)),
	};
	const out = new Uint8Array(to.width * to.height * 4);
	for (let y = 0; y < to.height; y += 1) {
		const top = Math.floor((y * height) / to.height);
		const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / to.height));
		for (let x = 0; x < to.width; x += 1) {
			const left = Math.floor((x * width) / to.width);
			const right = Math.max(left + 1, Math.floor(((x + 1) * width) / to.width));
			const sum = [0, 0, 0];
			for (let row = top; row < bottom; row += 1) {
				for (let column = left; column < right; column += 1) {
					const at = (row * width + column) * 4;
					const opaque = data[at + 3] ?? 255;
					for (let colour = 0; colour < 3; colour += 1)
						sum[colour] =
							(sum[colour] ?? 0) + ((data[at + colour] ?? 0) * opaque) / 255 + (255 - opaque);
				}
			}
			const count = (bottom - top) * (right - left);
			const at = (y * to.width + x) * 4;
			for (let colour = 0; colour < 3; colour += 1)
				out[at + colour] = Math.round((sum[colour] ?? 0) / count);
			out[at + 3] = 255;
		}
	}
	return { ...to, data: out };
}

/** Turned as the Exif orientation says (2 to 8: mirrored, upside down, lying on either side). */
export function upright(pixels: Pixels, orientation: number): Pixels {
	if (orientation <= 1 || orientation > 8) return pixels;
	const { width, height, data } = pixels;
	const lies = orientation >= 5;
	const to = { width: lies ? height : width, height: lies ? width : height };
	const out = new Uint8Array(data.length);
	for (let y = 0; y < to.height; y += 1) {
		for (let x = 0; x < to.width; x += 1) {
			const [column, row] = source(orientation, x, y, width, height);
			const from = (row * width + column) * 4;
			out.set(data.subarray(from, from + 4), (y * to.width + x) * 4);
		}
	}
	return { ...to, data: out };
}

/** Which stored pixel is shown at a place (Exif 2.32, 4.6.4, Orientation). */
function source(
	orientation: number,
	x: number,
	y: number,
	width: number,
	height: number,
): [column: number, row: number] {
	const [lastColumn, lastRow] = [width - 1, height - 1];
	switch (orientation) {
		case 2:
			return [lastColumn - x, y];
		case 3:
			return [lastColumn - x, lastRow - y];
		case 4:
			return [x, lastRow - y];
		case 5:
			return [y, x];
		case 6:
			return [y, lastRow - x];
		case 7:
			return [lastColumn - y, lastRow - x];
		default:
			return [lastColumn - y, x];
	}
}
