import { checkTexts } from '../../src/checks/text-checks';
import { JsonObject } from '../../src/ground/objects';

const said = (manifest: JsonObject) => checkTexts(manifest).map(({ rule, what, fix }) => `${rule}: ${what} => ${fix}`);
const pod = (container: JsonObject): JsonObject => ({ kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'server', ...container }] } } } });
const HALF = '\ud83d';
const TOKEN = `hf_${'aB3'.repeat(12)}`;
const KIB = 1024;

describe('a credential', () => {
  const instead = (manifest: JsonObject) => said(manifest).map(line => line.split(' => ')[1]);

  test('can be handed over as a variable in place of a variable', () => {
    expect(instead(pod({ env: [{ name: 'A', value: TOKEN }] }))).toEqual([expect.stringMatching(/^put it into a Secret and hand it over with SecretKey\.of\(name, key\): as secretEnv/)]);
  });

  test('can be written as a reference in place of a word', () => {
    expect(instead(pod({ args: [TOKEN] }))).toEqual(['put it into a Secret, hand it over with SecretKey.of(name, key) as secretEnv, and write $(NAME) here']);
  });

  test('has no place elsewhere, but in a source', () => {
    expect(instead({ kind: 'Service', metadata: { annotations: { a: TOKEN } } })).toEqual([expect.stringMatching(/^take it out of the manifest: put it into a Secret/)]);
    expect(instead({ kind: 'Model', spec: { uri: `https://x?token=${TOKEN}` } })).toEqual([expect.stringMatching(/^put it into a Secret and hand it over/)]);
  });
});

describe('half of a character', () => {
  const FIX = 'write the whole character; a text that was cut has to be cut between characters';
  test('is refused in every object', () => {
    expect(said({ kind: 'Service', a: HALF })).toEqual([`object-schema: a of the Service has half of a character, which no file can hold => ${FIX}`]);
    expect(said({ kind: 'Model', a: HALF })).toEqual([`model-schema: a of the Model has half of a character, which no file can hold => ${FIX}`]);
  });
});

describe('the character NUL', () => {
  test('is refused where a program gets it, and nowhere else', () => {
    const says = 'the character NUL, with which no program can be started => remove it, or hand the bytes over in a file';
    expect(said(pod({ args: ['a\0'] }))).toEqual([`object-schema: an argument of the server has ${says}`]);
    expect(said({ kind: 'Model', a: '\0' })).toEqual([`model-schema: a of the Model has ${says}`]);
    expect(said({ kind: 'Service', a: '\0' })).toEqual([]);
  });
});

describe('a long text', () => {
  const MOST = 128 * KIB;
  const long = (bytes: number, text = 'a') => text.repeat(bytes / Buffer.byteLength(text));
  const tooLong = (what: string) => [`text-too-long: ${what}, Linux takes ${MOST} as one word or variable => put it into a ConfigMap or an image, mount it with pod.volumes and pod.mounts, and give its path`];

  test('is a word of at most 128 KiB with the byte behind it', () => {
    expect(said(pod({ args: [long(MOST - 1)] }))).toEqual([]);
    expect(said(pod({ args: [long(MOST)] }))).toEqual(tooLong(`an argument of the server has ${MOST + 1} bytes`));
    expect(said(pod({ command: [long(MOST, 'ä')] }))).toEqual(tooLong(`an argument of the server has ${MOST + 1} bytes`));
  });

  test('is a variable of at most that with its name', () => {
    const variable = (bytes: number) => pod({ env: [{ name: 'ABC', value: long(bytes) }] });
    expect(said(variable(MOST - 5))).toEqual([]);
    expect(said(variable(MOST - 4))).toEqual(tooLong(`env ABC of the server has ${MOST + 1} bytes`));
  });

  test('may be longer elsewhere', () => {
    expect(said(pod({ other: long(MOST) }))).toEqual([]);
    expect(said({ kind: 'Service', args: [long(MOST)] })).toEqual([]);
  });
});

describe('an object', () => {
  /** An object of that many bytes. */
  const sized = (kind: string, bytes: number, member: string): JsonObject => {
    const value = (text: string): JsonObject => ({ kind, [member]: { a: text } });
    return value('a'.repeat(bytes - Buffer.byteLength(JSON.stringify(value('')))));
  };
  const FIX = 'take out the large part: put it into an image or on a volume, mount it, and give its path';
  const APPLIED = 256 * KIB;
  const STORED = 1536 * KIB;

  test('of 256 KiB can be applied, and one byte more needs another way', () => {
    expect(said(sized('Service', APPLIED, 'b'))).toEqual([]);
    expect(said(sized('Service', APPLIED + 1, 'b'))).toEqual([
      `object-large: the Service has ${APPLIED + 1} bytes, and "kubectl apply" keeps at most ${APPLIED} in an annotation => apply it with "kubectl apply --server-side", or take out the large part, or acknowledge the finding`,
    ]);
  });

  test('of 1.5 MiB is stored, and one byte more is not', () => {
    expect(said(sized('Service', STORED, 'b'))).toEqual([expect.stringMatching(/^object-large: /)]);
    expect(said(sized('Service', STORED + 1, 'b'))).toEqual([`object-too-large: the Service has ${STORED + 1} bytes, etcd takes ${STORED} => ${FIX}`]);
  });

  test('that is a ConfigMap holds 1 MiB, and no other object is judged by that', () => {
    const data = (bytes: number): JsonObject => ({ a: 'a'.repeat(bytes - '{"a":""}'.length) });
    expect(said({ kind: 'ConfigMap', data: data(1024 * KIB) })).toEqual([expect.stringMatching(/^object-large: /)]);
    expect(said({ kind: 'ConfigMap', data: data(1024 * KIB + 1) })).toEqual([`object-too-large: the ConfigMap holds ${1024 * KIB + 1} bytes, Kubernetes takes ${1024 * KIB} => ${FIX}`]);
    expect(said({ kind: 'Secret', data: data(1024 * KIB + 1) })).toEqual([expect.stringMatching(/^object-large: /)]);
    expect(said({ kind: 'ConfigMap', other: { a: 'a'.repeat(300 * KIB) } })).toEqual([expect.stringMatching(/^object-large: /)]);
  });

  test('of many short texts is measured as a whole', () => {
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`item-${index}`, 'abcdef'.repeat(10)]));
    expect(said({ kind: 'Service', many })).toEqual([expect.stringMatching(/^object-large: /)]);
  });
});
