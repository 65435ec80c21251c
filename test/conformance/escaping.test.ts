import { combinations, SAMPLED } from './catalogue';
import { render, RenderOptions } from './render';
import { Framework, ModelLayout, ModelSource, SecretKey, ServingEngine } from '../../src';

/** Texts that Kubernetes would read in its own way. */
const HOSTILE = ['a$$b', 'a$(HOME)b', 'a$$(HOME)b', '$(SERVER_API_KEY)', 'a$b', 'b$$'];

/**
 * A text of command, args or env as the container gets it.
 * https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go
 */
function expanded(text: string, variables: { [name: string]: string }): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => (name === undefined ? '$' : variables[name] ?? whole));
}

interface Texts { readonly command?: string[]; readonly args?: string[]; readonly env?: { readonly name: string; readonly value?: string }[] }

/** Everything that a container gets. */
function textsOf(container: Texts): string[] {
  const variables: { [name: string]: string } = {};
  for (const { name, value } of container.env ?? []) variables[name] = expanded(value ?? 'a Secret', variables);
  return [...Object.values(variables), ...[...container.command ?? [], ...container.args ?? []].map(text => expanded(text, variables))];
}

/** One combination of each engine. */
const engines = SAMPLED.engines.map(name => combinations().find(one => one.engineClass === name)!);

/** The texts of all containers, or why there are none. */
function rendered(make: () => RenderOptions): string[] | Error {
  try {
    const { server, init } = render({ framework: Framework.CUSTOM, ...make() });
    return [server, ...init].flatMap(textsOf);
  } catch (error) {
    return error as Error;
  }
}

/** Fails when a text is rendered and does not come out as it went in. */
function expectKept(texts: string[] | Error, text: string): void {
  if (texts instanceof Error) expect(texts.message).toMatch(/invalid |engine-refuses|source-refuses/);
  else expect(texts.some(one => one.includes(text))).toBe(true);
}

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });

describe.each(HOSTILE)('the text %s comes out as it went in, or is refused,', text => {
  test.each(engines.map(({ engineClass, engine, compute, anyName }) => ({ engineClass, engine, compute, anyName })))('as the served name of $engineClass', ({ engine, compute, anyName }) => {
    if (anyName) return expect(anyName).toBe(true);
    return expectKept(rendered(() => ({ engine, compute, servedName: `m${text}`, framework: engine.frameworks[0] ?? Framework.CUSTOM })), `m${text}`);
  });

  test.each<[string, () => ModelSource]>([
    ['S3', () => ModelSource.s3(`s3://bucket/${text}/`, { anonymous: true })],
    ['Cloud Storage', () => ModelSource.gcs(`gs://bucket/${text}/`, { anonymous: true })],
    ['Azure', () => ModelSource.azureBlob(`https://account.blob.core.windows.net/container/${text}/`, { anonymous: true })],
    ['HTTPS, a folder', () => ModelSource.https(`https://host.example.com/${text}/`)],
    ['HTTPS, a file', () => ModelSource.https(`https://host.example.com/f/${text}`, { authorization: SecretKey.of('a', 'b') })],
    ['a file name', () => ModelSource.s3('s3://bucket/x.bin', { anonymous: true, fileName: text })],
    ['a region', () => ModelSource.s3('s3://bucket/x/', { anonymous: true, region: text })],
    ['an endpoint', () => ModelSource.huggingFace('o/m', { endpoint: `https://h.example.com/${text}` })],
    ['layouts', () => ModelSource.s3(`s3://bucket/${text}/`, { anonymous: true, layout: ModelLayout.FILES })],
  ])('in a source: %s', (_where, source) => {
    expectKept(rendered(() => ({ engine: engines.find(({ engineClass }) => engineClass === 'ContainerEngine')!.engine, source: source() })), text);
  });
});

/** Members of the engines' props that take any text, with what has to stand beside them. */
const TEXTS: readonly [string, string, (text: string) => object][] = [
  ['TorchServeEngine', 'settings', text => ({ settings: { note: text } })],
  ['TensorRtLlmEngine', 'config', text => ({ config: `note: "${text}"` })],
  ['VllmEngine', 'loraAdapters', text => ({ loraAdapters: { a: `/adapters/${text}` } })],
  ['VllmEngine', 'speculativeDecoding', text => ({ speculativeDecoding: { method: 'eagle', tokens: 2, model: `/drafts/${text}` } })],
  ['SglangEngine', 'loraAdapters', text => ({ loraAdapters: { a: `/adapters/${text}` } })],
  ['LmdeployEngine', 'loraAdapters', text => ({ loraAdapters: { a: `/adapters/${text}` } })],
  ['TextGenerationInferenceEngine', 'loraAdapters', text => ({ loraAdapters: { a: `/adapters/${text}` } })],
  ...['VllmEngine', 'SglangEngine', 'LmdeployEngine', 'TextGenerationInferenceEngine', 'KServeHuggingFaceEngine', 'LlamaCppEngine', 'TensorRtLlmEngine'].flatMap(name => (
    ['dtype', 'quantization', 'kvCacheDtype', 'toolCallParser', 'reasoningParser'].map((property): [string, string, (text: string) => object] => [name, property, text => ({ [property]: text })])
  )),
  ['MlServerEngine', 'implementation', text => ({ implementation: text })],
  ['MlServerEngine', 'huggingFaceTask', text => ({ implementation: 'mlserver_huggingface.HuggingFaceRuntime', huggingFaceTask: text })],
  ['OpenVinoModelServerEngine', 'targetDevice', text => ({ targetDevice: text, image: 'ovms.example.com/o:1' })],
];

test.each(TEXTS)('%s keeps or refuses such a text as its %s', (engineClass, _property, props) => {
  const { engine, compute } = engines.find(one => one.engineClass === engineClass)!;
  const Engine = engine.constructor as new (props: object) => ServingEngine;
  for (const text of HOSTILE) {
    const framework = engine.frameworks[0] ?? Framework.CUSTOM;
    const texts = rendered(() => ({ engine: new Engine({ version: engine.version, ...props(text) }), compute, framework }));
    if (texts instanceof Error && /^unknown member /.test(texts.message)) return; // this engine has no such property
    expectKept(texts, text);
  }
});
