import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { repository } from './markdown';

const PLANTED = ['/^(a+)+$/', '/a*b/', '/^[a-z]+$/'];

test('the linter rejects an expression that takes too long, in a file of the package', async () => {
	const eslint = new ESLint({ cwd: repository });
	const text = PLANTED.map((one, at) => `export const planted${at} = ${one};\n`).join('');
	const filePath = 'nodes/PaxtonNet2/mapping/photo/convert.worker.js';
	const [result] = await eslint.lintText(text, { filePath });
	const found = (result?.messages ?? []).map(({ ruleId, line }) => `${line} ${ruleId}`);
	expect(found.filter((one) => one.includes('regexp/'))).toEqual([
		'1 regexp/no-super-linear-backtracking',
		'2 regexp/no-super-linear-move',
	]);
});

test('the linter checks the expressions of each file that is shipped', async () => {
	const eslint = new ESLint({ cwd: repository });
	for (const file of [
		'nodes/PaxtonNet2/net2/redact.ts',
		'credentials/PaxtonNet2Api.credentials.ts',
	]) {
		const { rules } = await eslint.calculateConfigForFile(file);
		expect(rules).toMatchObject({
			'regexp/no-super-linear-backtracking': [2, { report: 'potential' }],
			'regexp/no-super-linear-move': [2, { report: 'potential' }],
		});
	}
});
