import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelArchitecture, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../src';
import { FIT_RULES } from '../../src/cli/fit-findings';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { unmeasuredDevice } from '../../src/fit/engines/device-shares';
import { engineMemory } from '../../src/fit/engines/engine-memory';
import { ollamaContext } from '../../src/fit/engines/ollama-context';
import { MemoryPlan, planMemory } from '../../src/fit/memory-plan';

/** The page with a plan that is worked through by hand. */
const page = readFileSync(join(__dirname, '..', '..', 'docs', 'fit.md'), 'utf8');

const GIB = 1024 ** 3;
const L4 = { name: 'NVIDIA L4', bytes: 22888 * 1024 ** 2, resource: 'nvidia.com/gpu' };

const plan: MemoryPlan = planMemory({
  architecture: knownArchitecture('meta-llama/Llama-3.1-8B-Instruct'), engine: 'vllm', version: '0.32.0', device: L4, count: 1, utilization: 0.9, maxModelLen: 6400,
});

const row = (what: string) => plan.rows.find(one => one.what.startsWith(what))!;

describe('the plan by hand', () => {
  test('has the numbers that the program has', () => {
    expect(row('weights').bytes).toBe(8_030_261_248 * 2);
    expect(row('activations').bytes).toBe(2048 * (3 * 14336 + 4 * 4096) * 2 + 256 * 128256 * 10);
    expect(plan.cacheBytesPerToken).toBe(32 * 8 * (128 + 128) * 2);
    expect(plan.maxContext).toBe((plan.blocks! - 1) * 16);
  });

  test('adds up to what is left', () => {
    const inside = plan.rows.filter(({ inside: counts }) => counts).reduce((sum, { bytes, uncertainty }) => sum + bytes + uncertainty, 0);
    const seen = L4.bytes * (1 - 2 * 0.016);
    expect(plan.cacheBytes).toBeCloseTo(seen * 0.9 - inside, -2);
  });

  test('is printed as the page shows it', () => {
    const chart = new Chart(new App(), 'chart');
    const { footprint } = new ModelConstruct(chart, 'llama-8b', {
      version: '3.1.0',
      framework: Framework.HUGGINGFACE,
      source: ModelSource.pvc('weights', { path: 'llama-3.1-8b' }),
      architecture: ModelArchitecture.of('meta-llama/Llama-3.1-8B-Instruct'),
      profile: new RuntimeProfile(chart, 'one-l4', {
        engine: new VllmEngine({ version: '0.32.0' }),
        compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      }),
    });
    expect(page).toContain(`\`\`\`text\n${footprint.explain()}\n\`\`\``);
  });

  test('says of other devices and of Ollama what the program does', () => {
    const [below, middle, above] = [0, 23, 47].map(gibibytes => ollamaContext('0.32.15', gibibytes * GIB));
    expect(page).toContain(`1 request of ${below} tokens below 23 GiB of memory, ${middle} from there, ${above} from 47 GiB on, and ${ollamaContext('0.12.0', 80 * GIB)} before 0.15.5`);
    expect([ollamaContext('0.15.4', 80 * GIB), ollamaContext('0.15.5', 80 * GIB)]).toEqual([below, above]);
    const shareOf = (resource: string) => unmeasuredDevice('vllm', { name: 'it', resource }, engineMemory('vllm', '0.32.0')!);
    expect(page).toContain(`of which ${Math.round((1 - shareOf('habana.ai/gaudi').ofCache) * 10) / 10} is for graphs`);
    expect(page).toContain(`heads are padded to ${shareOf('google.com/tpu').lanes} numbers`);
  });

  test('says what the driver keeps, and which rules the command repeats', () => {
    for (const bytes of [24, 80]) {
      const { rows } = planMemory({ architecture: knownArchitecture('Qwen/Qwen3-0.6B'), engine: 'vllm', version: '0.32.0', device: { ...L4, bytes: bytes * GIB }, count: 1 });
      expect(page).toContain(`${Math.round(rows.find(({ what }) => what === 'kept by the driver')!.bytes / bytes / GIB * 1000) / 10} % of a ${bytes < 40 ? 'small device' : 'large one'}`);
    }
    for (const rule of FIT_RULES) expect(page).toContain(`\`${rule}\``);
  });

  test('is on the page', () => {
    for (const one of plan.rows) expect(page).toContain((one.bytes / GIB).toFixed(2));
    for (const number of ['8,030,261,248', '16,060,522,496', '131,072 bytes', String(plan.blocks), String(plan.maxContext), (plan.cacheBytes / GIB).toFixed(2)]) expect(page).toContain(number);
  });
});
