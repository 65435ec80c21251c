import { App, Chart } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { describeOnCluster } from './harness/suite';
import { DerivedObject } from '../../src/app/derived-object';
import { isWritable } from '../../src/ground/yaml-texts';
import { Dice } from '../checks/credentials/tokens';

/** Pieces that readers of YAML see something in. */
const PIECES = [
  ['0', '1', '8', '_', '.', '-', '+', 'e', 'E', 'x', 'X', 'o', 'O', 'b', 'B', 'a', 'f'],
  ['\n', '\t', ' ', 'a', 'b c', '#', ':', '- ', '\r', '\\', '"', '\'', '{', '%', '---', '|', '>', '0_x1', 'a line that is long enough to be folded somewhere '],
  ['\u0000', '\u0007', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffe', 'é', '日', '😀', 'a', '\n', '"'],
  ['true', 'null', '~', 'y', 'no', '<<', '=', '!', '&a', '*a', '?', '.inf', '.nan', '2026-11-26', '1:30', '0o14', '1_000'],
];

const dice = new Dice(26);
const made = (pieces: readonly string[], most: number) => Array.from({ length: 1 + (dice.next() % most) }, () => pieces[dice.next() % pieces.length]).join('');

const VALUES = [...new Set(
  Array.from({ length: 6000 }, (_, index) => made(PIECES[index % PIECES.length], index % 3 === 0 ? 3 : 12)).filter(isWritable),
)];
const KEYS = [...new Set(Array.from({ length: 3000 }, () => made(PIECES[0].filter(piece => piece !== '+'), 6)))].filter(key => key !== '.' && !key.startsWith('..'));

/** What cdk8s writes of a ConfigMap of this library. */
function yamlOf(data: { [key: string]: string }): string {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  new DerivedObject(chart, 'texts', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'texts' }, parts: { data: () => data } });
  return app.synthYaml();
}

const chunks = <T>(items: readonly T[]): T[][] => (
  Array.from({ length: Math.ceil(items.length / 500) }, (_, at) => items.slice(at * 500, at * 500 + 500))
);

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('a text arrives as it was meant', { version }, (cluster) => {
    const arrived = async (data: { [key: string]: string }) => (
      await cluster().api.must('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', yamlOf(data), 'application/yaml')
    ).body.data;

    test('as a value', async () => {
      expect(VALUES.length).toBeGreaterThan(4500);
      for (const values of chunks(VALUES)) {
        const data = Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
        expect(await arrived(data)).toEqual(data);
      }
    });

    test('as a key', async () => {
      expect(KEYS.length).toBeGreaterThan(2000);
      for (const keys of chunks(KEYS)) {
        const data = Object.fromEntries(keys.map(key => [key, `of ${key}`]));
        expect(await arrived(data)).toEqual(data);
      }
    });
  });
});
