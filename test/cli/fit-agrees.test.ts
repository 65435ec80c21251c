import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelArchitecture, ModelConstruct, ModelSource, RuntimeProfile, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { fit } from '../../src/cli/fit';
import { knownNames } from '../../src/fit/config/known-models';
import { Draw } from '../fit/slow/draw';

const DEVICES: readonly (readonly [string, Accelerator])[] = [
  ['l4', Accelerator.NVIDIA_L4], ['t4', Accelerator.NVIDIA_T4], ['l40s', Accelerator.NVIDIA_L40S], ['a100-80gb', Accelerator.NVIDIA_A100_80GB], ['h100', Accelerator.NVIDIA_H100], ['h200', Accelerator.NVIDIA_H200], ['b200', Accelerator.NVIDIA_B200],
];

const ENGINES: { readonly [name: string]: (props: { readonly maxModelLen?: number }) => ServingEngine } = {
  'vllm@0.32.0': ({ maxModelLen }) => new VllmEngine({ version: '0.32.0', maxModelLen }),
  'sglang@0.5.23': ({ maxModelLen }) => new SglangEngine({ version: '0.5.23', maxModelLen }),
};

/** A question that an app and the command can both be asked. */
interface Question {
  readonly model: string;
  readonly device: number;
  readonly count: number;
  readonly engine: string;
  readonly context?: number;
  readonly concurrency: number;
}

const QUESTIONS: readonly Question[] = Array.from({ length: 200 }, (_none, seed): Question => {
  const draw = new Draw(seed);
  return {
    model: draw.of(knownNames()),
    device: draw.int(0, DEVICES.length - 1),
    count: draw.of([1, 1, 2, 4, 8]),
    engine: draw.of(Object.keys(ENGINES)),
    context: draw.of([undefined, 512, 8192, 32_768]),
    concurrency: draw.of([1, 1, 8, 64]),
  };
});

/** What is said of a plan. */
interface Said {
  readonly verdict: string;
  readonly reason: string;
  readonly maxContext?: number;
  readonly maxConcurrency?: number;
}

function inApp({ model, device, count, engine, context, concurrency }: Question): Said {
  const chart = new Chart(new App(), 'chart');
  const compute = Compute.gpu(DEVICES[device]![1], { count, cpu: Cpu.units(8), memory: Size.gibibytes(64) });
  const { footprint: { verdict, reason, maxContext, maxConcurrency } } = new ModelConstruct(chart, 'model', {
    version: '1.0.0',
    framework: Framework.HUGGINGFACE,
    source: ModelSource.pvc('weights'),
    architecture: ModelArchitecture.of(model),
    profile: new RuntimeProfile(chart, 'profile', { engine: ENGINES[engine]!({ maxModelLen: context }), compute }),
    footprint: { concurrency },
  });
  return { verdict, reason, maxContext, maxConcurrency };
}

async function inTerminal({ model, device, count, engine, context, concurrency }: Question, ...more: string[]): Promise<string> {
  const said = context === undefined ? [] : [`--context=${context}`];
  return (await fit([`--model=${model}`, `--gpu=${DEVICES[device]![0]}:${count}`, `--engine=${engine}`, `--concurrency=${concurrency}`, ...said, ...more], { isTTY: false })).text;
}

describe('cdk8s-matrixinfer fit', () => {
  test('says what an app says, of 200 questions', async () => {
    const differ: unknown[] = [];
    for (const question of QUESTIONS) {
      const [{ verdict, reason, maxContext, maxConcurrency }] = JSON.parse(await inTerminal(question, '--json')) as [Said];
      const app = inApp(question);
      const terminal: Said = { verdict, reason, maxContext, maxConcurrency };
      if (JSON.stringify(terminal) !== JSON.stringify(app)) differ.push({ question, app, terminal });
    }
    expect(differ).toEqual([]);
  });

  test('comes to each verdict among them', () => {
    const verdicts = new Set(QUESTIONS.map(question => inApp(question).verdict));
    for (const verdict of ['fits', 'probably-not', 'impossible']) expect(verdicts).toContain(verdict);
  });

  /** Members that programs read: none of them goes away. */
  const MEMBERS = [
    'model', 'engine', 'version', 'device', 'count', 'verdict', 'reason', 'rows', 'deviceBytes', 'usableBytes', 'utilization', 'cacheBytes', 'mostCacheBytes', 'wantedBytes', 'cacheBytesPerToken',
    'startsWithLess', 'maxSequences', 'maxModelLen', 'concurrency', 'tensorParallel', 'pipelineParallel', 'hostBytes', 'sharedMemoryBytes', 'diskBytes', 'refusals', 'unknowns', 'findings',
  ];
  /** Those of a model that keeps a cache. */
  const OF_CACHES = ['blocks', 'maxContext', 'maxConcurrency', 'likelyContext', 'mostContext'];

  test('has the same members in JSON for each question', async () => {
    for (const question of QUESTIONS.slice(0, 20)) {
      const [one] = JSON.parse(await inTerminal(question, '--json')) as [{ readonly [member: string]: unknown; readonly rows: readonly object[]; readonly cacheBytesPerToken: number }];
      for (const member of [...MEMBERS, ...one.cacheBytesPerToken > 0 ? OF_CACHES : []]) expect(Object.keys(one)).toContain(member);
      for (const row of one.rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(['what', 'bytes', 'uncertainty', 'source', 'inside']));
    }
  });

  test('draws XML: each element is closed, and nothing stands in it that has to be escaped', async () => {
    for (const question of QUESTIONS.slice(0, 20)) {
      const drawing = await inTerminal(question, '--svg');
      const open: string[] = [];
      const rest = drawing.replace(/<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<&]*")*) ?(\/?)>/g, (_all, closes: string, name: string, _attributes, isEmpty: string) => {
        if (closes === '/') expect(open.pop()).toBe(name);
        else if (isEmpty !== '/') open.push(name);
        return '';
      });
      expect(open).toEqual([]);
      expect(rest.replace(/&(amp|lt|gt|quot|apos|#\d+);/g, '')).not.toMatch(/[<>&]/);
    }
  });
});
