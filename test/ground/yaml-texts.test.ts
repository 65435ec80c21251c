import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, JsonPatch, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { isWritable, needsQuotes, printable } from '../../src/ground/yaml-texts';
import { plainModel, stderrOf } from '../fixtures';

/** Read wrongly, or not at all, when cdk8s writes them as it does: what sigs.k8s.io/yaml v1.6 made of them. */
const MISREAD = [
  '0o14', '0o17', '-0O7', '+0B1', '0X1f', '0b+1', '1e_1', '+_1', '-_9', '0_x8', '0_o1', '-0_x8', '0__x1', '0e1_', '1_0e1_0', '0.1e_1', '<<', // numbers, and a merge
  '\n\tset -e\n', '\tset\n', '\n\n\ta\nb', '\n \t#', 'a\r\n \nb', '\n😀#\n \nx', ' \n\n', '\n  \n', // blocks
  '\u007f', 'a\u0085b', '\u009f', '\u2028', 'a\u2029b', '\ufffe', 'x\uffff', // characters
];

const FINE = [
  '', 'a', 'größe', '日本', '😀', 'a\nb\tc', 'true', 'null', '1', '0', '0x1F', '0b1', '1e3', '~', '- a', '#', '"', '\u0000', '0o', 'x0o17', '_', '0_x', 'v1_2', '2026_11_26a', '1.2_3.4',
  '\tset', 'a\n\tb\n', 'set -e\n\n  \nexec a\n', '  a\n b\n', '\ufeff', '\r', 'a<<b', '0x_',
];

describe('a text', () => {
  test.each(FINE)('is written by cdk8s as it is: %j', text => {
    expect([needsQuotes(text), isWritable(text)]).toEqual([false, true]);
  });

  test.each(MISREAD)('is written in quotes and escapes, as a value and as a key: %j', text => {
    const written = Yaml.stringify(printable({ list: [text, 'plain'], map: { [text]: text } }));
    const quoted = JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(written).toBe(`list:\n  - ${quoted}\n  - plain\nmap:\n  ? ${quoted}\n  : ${quoted}\n`);
    expect(Yaml.load(writeTo(written))).toEqual([{ list: [text, 'plain'], map: { [text]: text } }]);
  });

  test.each(['\ud800', 'a\udc00', '\udc00\ud800'])('cannot be written where it has half of a character: %j', text => {
    expect(isWritable(text)).toBe(false);
  });
});

function writeTo(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'yaml-')), 'file.yaml');
  writeFileSync(file, text);
  return file;
}

describe('an object with such a text', () => {
  const SCRIPT = '\n\tset -e\n\texec serve\n';
  const model = (app: App) => {
    const { runtime } = plainModel(new Chart(app, 'chart', { namespace: 'n' }), 'model', { env: { A: SCRIPT, B: '0o14', C: 'plain' }, pod: { annotations: { '1e_1': '+_1' } } });
    runtime.serviceObject.addJsonPatch(JsonPatch.add('/metadata/annotations', { a: '1e_1' }));
  };

  test.each(Object.values(YamlOutputType).filter(type => typeof type === 'number'))('is written right in every form of output (%p)', yamlOutputType => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-'));
    const app = new App({ outdir, yamlOutputType });
    model(app);
    stderrOf(() => { app.synth(); });
    const written = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml')).map(file => readFileSync(join(outdir, file), 'utf8')).join('---\n');
    expect(written).toContain('- name: A\n              value: "\\n\\tset -e\\n\\texec serve\\n"\n            - name: B\n              value: "0o14"\n            - name: C\n              value: plain\n');
    expect(written).toContain('? "1e_1"\n        : "+_1"\n');
    expect(written).toContain('annotations:\n    a: "1e_1"\n');
  });

  test('is plain data for those who look at it', () => {
    const app = Testing.app();
    model(app);
    let manifests: unknown;
    stderrOf(() => { manifests = Testing.synth(app.node.findChild('chart') as Chart); });
    expect(JSON.parse(JSON.stringify(manifests))).toStrictEqual(manifests);
    expect(structuredClone(manifests)).toStrictEqual(manifests);
    expect(JSON.stringify(manifests)).toContain(JSON.stringify(SCRIPT));
  });
});
