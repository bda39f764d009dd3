import type { Switches } from './switches';

/** The operator who may sign in at the emulator. */
export interface Operator {
	username: string;
	password: string;
	clientId: string;
}

export const defaultOperator: Readonly<Operator> = {
	username: 'System engineer',
	password: 'net2',
	clientId: '00000000-0000-0000-0000-000000000001',
};

/** The name of the built-in operator is in the server's language (docs/net2-api.md). */
export function localisedOperator(language: Switches['language']): Operator {
	return { ...defaultOperator, ...(language === 'da' ? { username: 'System tekniker' } : {}) };
}
