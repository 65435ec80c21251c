import { CREDENTIALS, Labelled } from './credentials/labelled';
import { LATER_CREDENTIALS, LATER_LOOK_ALIKES } from './credentials/later';
import { LOOK_ALIKES } from './credentials/look-alikes';
import { Dice, FAMILIES } from './credentials/tokens';
import { checkSecrets } from '../../src/checks/secrets';

/*
 * The set was written from public formats before the rules were, and every second text was looked at only when they were done.
 */

function verdict([name, value]: Labelled): string | undefined {
  return checkSecrets([{ where: 'it', name, value }])[0]?.rule;
}

const texts = (labelled: readonly Labelled[]) => labelled.map(([name, value]) => `${name}=${value}`);

describe('of a labelled set', () => {
  test('there are two hundred of each kind, none of them twice', () => {
    expect(new Set(texts(CREDENTIALS)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(texts(LOOK_ALIKES)).size).toBeGreaterThanOrEqual(200);
  });

  test.each([0, 1])('at least 95 %% of the credentials are found, in half %d', half => {
    const missed = CREDENTIALS.filter((one, index) => index % 2 === half && verdict(one) === undefined);
    expect(texts(missed).slice(0, Math.ceil(missed.length - CREDENTIALS.length / 2 * 0.05))).toEqual([]);
  });

  test.each([0, 1])('at most 2 %% of the look-alikes are flagged, in half %d', half => {
    const flagged = LOOK_ALIKES.filter((one, index) => index % 2 === half && verdict(one) !== undefined);
    expect(texts(flagged).slice(0, Math.ceil(flagged.length - LOOK_ALIKES.length / 2 * 0.02))).toEqual([]);
  });

  test('of the forty that were written later, too', () => {
    expect(LATER_CREDENTIALS.filter(one => verdict(one) === undefined).length).toBeLessThanOrEqual(LATER_CREDENTIALS.length * 0.05);
    expect(texts(LATER_LOOK_ALIKES.filter(one => verdict(one) !== undefined))).toEqual([]);
  });

  test('no look-alike is an error', () => {
    expect(texts(LOOK_ALIKES.filter(one => verdict(one) === 'secret-literal'))).toEqual([]);
  });
});

describe('a token of', () => {
  test.each(FAMILIES)('%s is an error, whatever it is called, in ten of ten', (_name, make) => {
    const dice = new Dice(7);
    const found = Array.from({ length: 10 }, () => verdict(['GREETING', `for now: ${make(dice)}.`]));
    expect(found).toEqual(Array<string>(10).fill('secret-literal'));
  });
});
