import { execFileSync } from 'child_process';
import { join, relative } from 'path';

const ROOT = join(__dirname, '..', '..');

/** Files that a program loads besides cdk8s, constructs and what they load themselves; run by tsx in a process of its own. */
function loadedBy(program: string): string[] {
  const script = `
    const { App, Chart, Size, Testing } = require('cdk8s');
    require('constructs');
    const before = new Set(Object.keys(require.cache));
    const m = require(${JSON.stringify(join(ROOT, 'src', 'index.ts'))});
    const chart = new Chart(Testing.app(), 'chart');
    const model = () => new m.ModelConstruct(chart, 'model', {
      version: '1.0.0',
      framework: m.Framework.PYTORCH,
      source: m.ModelSource.pvc('weights'),
      profile: new m.RuntimeProfile(chart, 'profile', {
        engine: new m.VllmEngine({ version: '0.32.0' }),
        compute: m.Compute.gpu(m.Accelerator.NVIDIA_L4, { cpu: m.Cpu.units(4), memory: Size.gibibytes(24) }),
      }),
      replicas: 2,
      network: {},
    });
    ${program}
    console.log(JSON.stringify(Object.keys(require.cache).filter(file => !before.has(file))));
  `;
  const output = execFileSync(join(ROOT, 'node_modules', '.bin', 'tsx'), ['-e', script], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (JSON.parse(output) as string[]).map(file => relative(ROOT, file)).filter(file => !file.startsWith('src/'));
}

describe('the library', () => {
  test('loads nothing but its own files, and to synthesize a model with its NetworkPolicy no more than the flags of its engine', () => {
    expect(loadedBy('')).toEqual([]);
    expect(loadedBy('model(); Testing.synth(chart);')).toEqual(['engine-flags/vllm.json']);
  });

  test('loads cdk8s-plus when one of its objects is asked for', () => {
    expect(loadedBy('model().service;').some(file => file.startsWith('node_modules/cdk8s-plus-27/'))).toBe(true);
  });

  test('loads nothing more when the CRDs are asked for', () => {
    expect(loadedBy('new m.MatrixInferCrds(chart, \'crds\');')).toEqual([]);
  });

  test('loads the YAML parser when an engine is given YAML', () => {
    const loaded = loadedBy('new m.TensorRtLlmEngine({ version: \'1.2.0\', config: \'enable_chunked_prefill: true\' });');
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.every(file => file.includes('node_modules/yaml/'))).toBe(true);
  });
});
