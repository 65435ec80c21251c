import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { CONFIGURATIONS } from './data/read';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { timeOf } from '../yardstick';

const ROOT = join(__dirname, '..', '..');

/** Models that may take longer, for their lists of thousands of quantized layers. */
const SLOW = ['aiconfigurator nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4', 'aiconfigurator nvidia/MiniMax-M3-NVFP4'];

describe('what a plan costs', () => {
  const known = CONFIGURATIONS.filter(({ counted }) => counted !== undefined).filter(each => {
    try {
      return readArchitecture(each.config, each.name, each).unknowns.length === 0;
    } catch {
      return false;
    }
  });

  test('half of the models are read and planned in a millisecond each, and none takes long', () => {
    const times = known.map(({ name, config, quantization }) => {
      const time = timeOf(5, () => {
        const architecture = readArchitecture(config, name, { quantization });
        planMemory({ architecture, engine: 'vllm', version: '0.32.0', device: { name: 'one', bytes: 80 * 1024 ** 3, resource: 'nvidia.com/gpu' }, count: 8 });
      });
      return { name, time };
    }).sort((one, other) => one.time - other.time);
    expect(times[Math.floor(times.length / 2)]!.time).toBeLessThan(1);
    expect(times.filter(({ name, time }) => time > (SLOW.includes(name) ? 500 : 100))).toEqual([]);
  });

  test('nothing of it is loaded where no architecture is given, and all of it where one is', () => {
    expect(loadedBy('')).toEqual([]);
    expect(loadedBy('architecture: m.ModelArchitecture.of(\'Qwen/Qwen3-8B\'),')).toContain('memory-plan.ts');
  });
});

/** Files of the plan that an app with one model loads; run by tsx in a process of its own. */
function loadedBy(props: string): string[] {
  const script = `
    const { Chart, Size, Testing } = require('cdk8s');
    const m = require(${JSON.stringify(join(ROOT, 'src', 'index.ts'))});
    const chart = new Chart(Testing.app(), 'chart');
    new m.ModelConstruct(chart, 'model', {
      version: '1.0.0',
      framework: m.Framework.PYTORCH,
      source: m.ModelSource.pvc('weights'),
      profile: new m.RuntimeProfile(chart, 'profile', {
        engine: new m.VllmEngine({ version: '0.32.0' }),
        compute: m.Compute.gpu(m.Accelerator.NVIDIA_L40S, { cpu: m.Cpu.units(4), memory: Size.gibibytes(24) }),
      }),
      ${props}
    });
    Testing.synth(chart);
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const output = execFileSync(join(ROOT, 'node_modules', '.bin', 'tsx'), ['-e', script], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const files = (JSON.parse(output) as string[]).map(file => relative(join(ROOT, 'src', 'fit'), file));
  return files.filter(file => !file.startsWith('..') && file !== 'load.ts');
}
