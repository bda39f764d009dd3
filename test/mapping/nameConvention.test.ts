import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	NAME_CONVENTIONS,
	composeName as nameBy,
	type HrName,
} from '../../nodes/PaxtonNet2/mapping/nameConvention';
import { refusal } from './refusal';

/** Anna van den Berg, whose partner is called de Vries. */
const anna: HrName = {
	firstName: 'Anna',
	ownPrefix: 'van den',
	ownName: 'Berg',
	partnerPrefix: 'de',
	partnerName: 'Vries',
};

describe('a name by its convention', () => {
	it.each([
		['B', 'van den', 'Berg'],
		['BP', 'van den', 'Berg - de Vries'],
		['P', 'de', 'Vries'],
		['PB', 'de', 'Vries - van den Berg'],
		['', 'van den', 'Berg'],
		[' pb ', 'de', 'Vries - van den Berg'],
		// The codes of AFAS (docs/hr-data.md).
		['0', 'van den', 'Berg'],
		['1', 'de', 'Vries - van den Berg'],
		['2', 'de', 'Vries'],
		['3', 'van den', 'Berg - de Vries'],
		// The codes of the Dutch population register.
		['E', 'van den', 'Berg'],
		['e', 'van den', 'Berg'],
		['N', 'van den', 'Berg - de Vries'],
		['V', 'de', 'Vries - van den Berg'],
	])('%s', (convention, middleName, lastName) => {
		expect(nameBy({ ...anna, convention })).toEqual({ firstName: 'Anna', middleName, lastName });
	});

	it.each(NAME_CONVENTIONS)('%s without prefixes has no middle name', (convention) => {
		const { middleName, lastName } = nameBy({ convention, ownName: 'Berg', partnerName: 'Vries' });
		expect(middleName).toBe('');
		expect(lastName).toBe(
			{ B: 'Berg', BP: 'Berg - Vries', P: 'Vries', PB: 'Vries - Berg' }[convention],
		);
	});

	it.each(NAME_CONVENTIONS)('%s without a partner is the own name', (convention) => {
		const alone = { ...anna, partnerPrefix: 'de', partnerName: ' ' };
		expect(nameBy({ ...alone, convention })).toMatchObject({
			middleName: 'van den',
			lastName: 'Berg',
		});
	});

	it.each(['X', '4', 'N1', 'BB', '-1', '01'])(
		'%s is refused with the codes that are known',
		(convention) => {
			const error = refusal(() => nameBy({ ...anna, convention }));
			expect(error.reason).toBe('badInput');
			for (const code of ['B', 'BP', 'PB', '0', '3']) expect(error.remedy).toContain(code);
		},
	);

	it('leaves the first name alone where it is not given', () => {
		expect(nameBy({ ownName: 'Berg' })).toEqual({ middleName: '', lastName: 'Berg' });
	});

	it('refuses another convention, and no family name at all', () => {
		expect(refusal(() => nameBy({ ...anna, convention: 'X' })).reason).toBe('badInput');
		expect(refusal(() => nameBy({ convention: 'P', partnerPrefix: 'de' })).reason).toBe('badInput');
	});

	it('loses no family name that the convention requires, and leaves no odd blanks', () => {
		const word = fc.stringMatching(/^[A-Za-zÀ-ž' ]{0,12}$/);
		const convention = fc.constantFrom(...NAME_CONVENTIONS);
		fc.assert(
			fc.property(
				convention,
				word,
				word,
				word,
				word,
				(by, ownPrefix, own, partnerPrefix, partner) => {
					fc.pre(own.trim() !== '');
					const name = nameBy({
						convention: by,
						ownPrefix,
						ownName: own,
						partnerPrefix,
						partnerName: partner,
					});
					const hasPartner = partner.trim() !== '';
					if (by !== 'P' || !hasPartner) expect(name.lastName).toContain(own.trim());
					if (by !== 'B' && hasPartner) expect(name.lastName).toContain(partner.trim());
					expect(name.lastName).toBe(name.lastName.trim());
					expect(name.middleName).toBe(name.middleName.trim());
				},
			),
		);
	});
});
