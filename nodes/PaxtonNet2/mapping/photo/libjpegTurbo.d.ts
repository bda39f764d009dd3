/** The parts of libjpeg-turbo for WebAssembly that we use; the package brings no types of its own. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
	namespace load {
		interface FrameInfo {
			width: number;
			height: number;
			bitsPerSample: number;
			/** 1: grey, 3: red, green and blue. */
			componentCount: number;
			isSigned: boolean;
		}

		/** Buffers are views of the module's own memory: they end when it grows, and with `delete`. */
		interface Decoder {
			getEncodedBuffer(size: number): Uint8Array;
			readHeader(): void;
			decode(): void;
			getFrameInfo(): FrameInfo;
			getDecodedBuffer(): Uint8Array;
			delete(): void;
		}

		interface Encoder {
			getDecodedBuffer(frame: FrameInfo): Uint8Array;
			setQuality(quality: number): void;
			setProgressive(progressive: boolean): void;
			encode(): void;
			getEncodedBuffer(): Uint8Array;
			delete(): void;
		}

		interface LibjpegTurbo {
			JPEGDecoder: new () => Decoder;
			JPEGEncoder: new () => Encoder;
		}
	}

	function load(options: {
		print: (text: string) => void;
		printErr: (text: string) => void;
	}): Promise<load.LibjpegTurbo>;
	export = load;
}
