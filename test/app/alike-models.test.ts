import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import {
  Accelerator, Compute, Findings, Framework, MlServerEngine, ModelCache, ModelConstruct, ModelConstructProps, ModelSource, PersistentVolumeAccessMode,
  RuntimeProfile, RuntimeProfileProps, SecretKey, TritonEngine, VllmEngine,
} from '../../src';
import { SWITCH } from '../../src/app/printing/undocumented';
import { COMMIT, PlainEngine } from '../fixtures';

/*
 * Models of one profile are judged and printed by what they have in common. Each of them has to be judged and printed as if it were alone in its app.
 */

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const CPU = Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(16) });
const KEYS = { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret') };
const HUB = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(15) });
const BUCKET = ModelSource.s3('s3://models/one.onnx', { ...KEYS, size: Size.gibibytes(2) });
/** A text that no file can hold, and one that looks like a credential: of those, one model must not answer for another. */
const ODD = ['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', 'a$(HOST)', '{a:1}', 'meta/llama', 'x'.repeat(70)];

const PROFILES: readonly { readonly props: RuntimeProfileProps; readonly framework: Framework; readonly sources: readonly ModelSource[] }[] = [
  { props: { engine: new VllmEngine({ version: '0.32.0' }), compute: GPU }, framework: Framework.PYTORCH, sources: [HUB, ModelSource.huggingFace('a/b'), ModelSource.pvc('weights')] },
  { props: { engine: new VllmEngine({ version: '0.32.0', apiKey: SecretKey.of('a', 'b') }), compute: GPU, args: ['--max-num-seqs', '8'], network: {} }, framework: Framework.PYTORCH, sources: [HUB, BUCKET] },
  { props: { engine: new TritonEngine({ version: '26.07' }), compute: CPU, env: { TEAM: 'a' } }, framework: Framework.ONNX, sources: [BUCKET, ModelSource.s3('s3://models/two.onnx', KEYS)] },
  { props: { engine: new MlServerEngine({ version: '1.7.1' }), compute: CPU }, framework: Framework.of('sklearn'), sources: [ModelSource.s3('s3://models/fraud.joblib', KEYS)] },
  {
    props: {
      engine: new PlainEngine({ envPrefix: 'PLAIN', bind: ({ servedName }) => ({ args: ['--name', servedName], env: { NAME: servedName } }) }),
      compute: CPU,
      cache: ModelCache.claim({ size: Size.gibibytes(40), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    },
    framework: Framework.PYTORCH,
    sources: [BUCKET],
  },
];

/** What one model says differently from the others of its profile. */
interface Variant {
  readonly servedName?: string;
  readonly source: number;
  readonly own: number;
}

const OWN: readonly Partial<ModelConstructProps>[] = [
  {}, { replicas: 2 }, { version: '2.0.0' }, { env: { PASSWORD: 'Tr0ub4dor&3xyz' } }, { args: ['--no-such-flag'] }, { replicas: 0 },
  { deploymentMetadata: { labels: { 'app.kubernetes.io/name': 'mine' } } }, { pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }, { pod: { labels: { a: 'b' } } },
];

const VARIANT: fc.Arbitrary<Variant> = fc.record({
  servedName: fc.option(fc.constantFrom(...ODD), { nil: undefined, freq: 2 }),
  source: fc.nat(2),
  own: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(OWN.length - 1)),
});

/** The names of models: one is that of an engine, one is as long as it may be. */
const nameOf = (index: number): string => ['vllm', 'plain-model', `m${'a'.repeat(51)}`][index] ?? `model-${index}`;

interface Synthesis {
  readonly findings: readonly string[];
  readonly texts: readonly string[];
}

/** Synthesizes some models of one profile. */
function synthesize(profile: typeof PROFILES[number], models: ReadonlyMap<number, Variant>): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'alike-'));
  const app = new App({ outdir });
  const chart = new Chart(app, 'chart', { namespace: 'models' });
  const made = new RuntimeProfile(app, 'profile', profile.props);
  for (const [index, { servedName, source, own }] of models) {
    const { framework, sources } = profile;
    new ModelConstruct(chart, nameOf(index), { version: '1.0.0', framework, source: sources[source % sources.length], profile: made, servedName, ...OWN[own] });
  }
  const findings = Findings.of(app).map(finding => JSON.stringify(finding));
  const print = (): string[] => {
    try {
      app.synth();
      return readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8').split(/^---\n/m).map(text => text.trimEnd());
    } catch (error) {
      return [String(error).split('\n')[0]];
    }
  };
  const texts = print();
  rmSync(outdir, { recursive: true });
  return { findings, texts };
}

describe('a model among others of its profile', () => {
  beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
  afterEach(() => {
    delete process.env[SWITCH];
    jest.restoreAllMocks();
  });

  test.each(PROFILES.map((profile, index) => [index, profile] as const))('is judged and printed as if it were alone: profile %i', (_, profile) => {
    fc.assert(fc.property(fc.array(VARIANT, { minLength: 6, maxLength: 10 }), variants => {
      const together = synthesize(profile, new Map(variants.entries()));
      const alone = variants.map((variant, index) => synthesize(profile, new Map([[index, variant]])));
      // A finding about the engine is said once in an app.
      const expected = [...new Set(alone.flatMap(one => one.findings))];
      expect([...together.findings].sort()).toEqual(expected.sort());
      if (alone.every(({ texts }) => texts.length > 1)) expect(together.texts).toEqual(alone.flatMap(one => one.texts));
      process.env[SWITCH] = 'yes';
      const stock = synthesize(profile, new Map(variants.entries()));
      delete process.env[SWITCH];
      expect(together).toEqual(stock);
    }), { numRuns: 15, seed: 7 });
  });

  test('is not spared a finding that the one before did not have', () => {
    const [vllm] = PROFILES;
    const plain: Variant = { source: 0, own: 0 };
    const fleet = new Map([plain, plain, plain, plain, plain, plain, { ...plain, servedName: ODD[0] }, plain].entries());
    expect(synthesize(vllm, fleet).findings.filter(finding => finding.includes('secret-literal'))).toHaveLength(1);
    expect(synthesize(vllm, fleet).findings.filter(finding => finding.includes('name-taken-by-engine'))).toHaveLength(1);
  });
});
