/** Who may sign in at the stand-in. */
export interface Operator {
	username: string;
	password: string;
	clientId: string;
}
