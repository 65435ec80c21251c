import { App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Dice, FAMILIES } from './credentials/tokens';
import {
  Accelerator, Compute, ContainerEngine, Cpu, Findings, Framework, LlamaCppEngine, ModelCache, ModelConstruct, ModelRuntime, ModelSource,
  ModelStatusReporter, PodVolume, RuntimeProfile, SecretKey, ServerProbe, ServiceAccountRef, SglangEngine, TritonEngine, VllmEngine,
} from '../../src';
import { ModelOverrides, PlainEngine, plainModel, PlainSource, stderrOf } from '../fixtures';

/** Everything that a use of the library prints: what it throws, what synth stops with, what goes to stderr. */
function printedBy(use: (chart: Chart) => unknown): string {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'ml' });
  const said: string[] = [];
  const attempt = (action: () => unknown) => {
    try {
      said.push(...stderrOf(() => { action(); }));
    } catch (error) {
      said.push((error as Error).message);
    }
  };
  attempt(() => use(chart));
  attempt(() => said.push(JSON.stringify(Findings.of(chart))));
  attempt(() => App.of(chart).synthYaml());
  return said.join('\n');
}

const model = (overrides: (token: string) => ModelOverrides) => (token: string) => (chart: Chart) => plainModel(chart, 'model', overrides(token));
const value = (make: (token: string) => unknown) => (token: string) => () => make(token);
type Make = (token: string) => JsonPatch;
const patch = (make: Make) => (token: string) => (chart: Chart) => plainModel(chart).runtime.deployment.addJsonPatch(make(token));
const onModel = (make: Make) => (token: string) => (chart: Chart) => plainModel(chart).model.addJsonPatch(make(token));

/** Ways to make the library print a text. */
const WAYS: { readonly [way: string]: (token: string) => (chart: Chart) => unknown } = {
  'an argument': model(token => ({ args: ['--api-key', token] })),
  'an argument with "="': model(token => ({ args: [`--api-key=${token}`] })),
  'an argument with a space': model(token => ({ args: [`--api-key ${token}`] })),
  'an argument that is derived': model(token => ({ args: ['--port', token] })),
  'an argument given twice': model(token => ({ args: ['--level', token, '--level', token] })),
  'a word that curl takes for a password': model(token => ({ args: ['curl', '-u', `user:${token}`, '--port', `user:${token}`] })),
  'an argument with an odd dash': model(token => ({ args: ['\u2013api-key', token, '--level', token, '--level', token] })),
  'an argument whose flag is in quotes': model(token => ({ args: ['\'--api-key\'', token, `"--api-key=${token}"`] })),
  'a password in an address': model(token => ({ pod: { sidecars: [{ name: 'log', image: `user:${token}@registry.example.com/log:1 ` }] } })),
  'the id of a model': token => chart => plainModel(chart, token),
  'the id of a chart': token => chart => plainModel(new Chart(chart, token)),
  'a flag': model(token => ({ args: [`--${token}`] })),
  'an unknown flag of vLLM': model(token => ({ profileProps: { engine: new VllmEngine({ version: '0.32.0' }) }, args: [`--${token}`, token] })),
  'a variable': model(token => ({ env: { A: token } })),
  'the name of a variable': model(token => ({ env: { [`${token} `]: 'x' } })),
  'a variable that is derived': model(token => ({ env: { HOME: token } })),
  'a variable in env and secretEnv': model(token => ({ env: { A: token }, secretEnv: { A: SecretKey.of('a', 'b') } })),
  'an annotation': model(token => ({ pod: { annotations: { note: token } } })),
  'the key of an annotation': model(token => ({ pod: { annotations: { [`${token} x`]: 'y' } } })),
  'a label': model(token => ({ pod: { labels: { note: `${token}` } } })),
  'the metadata of the Model': model(token => ({ modelMetadata: { annotations: { [token]: token }, labels: { a: token } } })),
  'a node selector': model(token => ({ scheduling: { nodeSelector: { a: `${token} ` } } })),
  'a toleration': model(token => ({ scheduling: { tolerations: [{ key: `${token}!` }] } })),
  'a sidecar': model(token => ({ pod: { sidecars: [{ name: 'log', image: 'log:1', args: ['--token', token] }] } })),
  'the image of a sidecar': model(token => ({ pod: { sidecars: [{ name: 'log', image: `${token}:1 ` }] } })),
  'a mount': model(token => ({ pod: { mounts: [{ volume: token, path: token }] } })),
  'a pull secret': model(token => ({ pod: { imagePullSecrets: [token] } })),
  'a ServiceAccount': model(token => ({ pod: { serviceAccount: ServiceAccountRef.of(token) } })),
  'the version of a Model': model(token => ({ version: token })),
  'the id of a Model': model(token => ({ modelId: token })),
  'the name of a Model': model(token => ({ name: token })),
  'the served name': model(token => ({ servedName: ` ${token}` })),
  'the served name, of an engine that cannot': model(token => ({ servedName: `a/${token}`, profileProps: { engine: new TritonEngine({ version: '26.07' }) } })),
  'an alias': model(token => ({ servedAliases: [token] })),
  'the source of a Model that is only registered': model(token => ({ registerOnly: true, source: ModelSource.fromUri(`git://${token}@example.com/m`) })),
  'a source of one\'s own': model(token => ({ source: new PlainSource({ uri: `plain://${token}` }) })),
  'the error of a source': model(token => ({ source: new PlainSource({ bind: () => { throw new Error(`cannot fetch with ${token}`); } }) })),
  'the error of an engine': model(token => ({ profileProps: { engine: new PlainEngine({ bind: () => { throw new Error(`cannot serve with ${token}`); } }) } })),
  'the revision that is not pinned': model(token => ({ source: new PlainSource({ unpinned: `the branch ${token} moves` }) })),
  'the class of a cache': model(token => ({ cache: ModelCache.perPod({ storageClassName: token }) })),
  'a patch of the Pods that does not apply': model(token => ({ pod: { patches: [JsonPatch.replace(`/spec/nothing/${token}`, token)] } })),
  'a patch of the Pods': model(token => ({ pod: { patches: [JsonPatch.add('/spec/hostname', `${token}.`)] } })),
  'a patch that does not apply': patch(token => JsonPatch.replace('/spec/nothing/here', token)),
  'a patch to a credential': patch(token => JsonPatch.add('/spec/template/metadata/annotations/note', token)),
  'a patch of the image': patch(token => JsonPatch.replace('/spec/template/spec/containers/0/image', token)),
  'a patch of the name': patch(token => JsonPatch.replace('/metadata/name', token)),
  'a patch of the Model': onModel(token => JsonPatch.replace('/spec/modelSpec/framework', token)),
  'a patch of the Model\'s variables': onModel(token => JsonPatch.add('/spec/runtime/env', [{ name: 'API_KEY', value: token }])),
  'an unknown member of the Model': onModel(token => JsonPatch.add(`/spec/${token.replace(/\//g, '~1')}`, 1)),
  'a Hugging Face repository': value(token => ModelSource.huggingFace(token)),
  'a revision': value(token => ModelSource.huggingFace('o/m', { revision: `${token} ` })),
  'a file': value(token => ModelSource.huggingFace('o/m', { file: `${token}*` })),
  'an endpoint of the hub': value(token => ModelSource.huggingFace('o/m', { endpoint: `ftp://${token}` })),
  'a URI of S3': value(token => ModelSource.s3(`s3://${token}@b/m`)),
  'a bucket': value(token => ModelSource.s3(`s3://${token}/m`)),
  'an endpoint of S3': value(token => ModelSource.s3('s3://bucket/m', { endpoint: `https://user:${token}@minio` })),
  'the name of a file': value(token => ModelSource.s3('s3://bucket/m.onnx', { fileName: `${token}/x` })),
  'a signed URL': value(token => ModelSource.https(`https://example.com/m?token=${token}`)),
  'a hash': value(token => ModelSource.https('https://example.com/m.onnx', { sha256: token })),
  'a blob': value(token => ModelSource.azureBlob(`https://a.blob.core.windows.net/${token}`)),
  'a claim': value(token => ModelSource.pvc(token)),
  'an image volume': value(token => ModelSource.ociImage(`${token} `)),
  'a recorded URI': value(token => ModelSource.fromUri(`${token} x`)),
  'the name of a Secret': value(token => SecretKey.of(`${token}_`, 'token')),
  'the key of a Secret': value(token => SecretKey.of('hf', token)),
  'the namespace of a Secret': value(token => SecretKey.of('hf', 'token', { namespace: `${token}_` })),
  'a framework': value(token => Framework.of(token)),
  'an accelerator': value(token => Accelerator.of({ name: token, resource: `${token} ` })),
  'a resource': value(token => Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(1), otherResources: { [token]: token } })),
  'a volume': value(token => PodVolume.csi(`${token}_`, token, { attributes: { accessToken: token } })),
  'an attribute of CSI': model(token => ({ pod: { volumes: [PodVolume.csi('v', 'csi.example.com', { attributes: { accessToken: token } })] } })),
  'a path of a probe': value(token => ServerProbe.http(token)),
  'a version of vLLM': value(token => new VllmEngine({ version: token })),
  'an image of an engine': value(token => new SglangEngine({ version: '0.5.4', image: `${token} ` })),
  'a build of llama.cpp': value(token => new LlamaCppEngine({ version: token })),
  'a container': model(token => ({ profileProps: { engine: new ContainerEngine({ image: `${token}:1`, port: 80, command: [token], readiness: ServerProbe.tcp() }) } })),
  'a registry': token => chart => new RuntimeProfile(chart, 'p', { engine: new PlainEngine(), imageRegistry: `${token}/` }),
  'the image of the reporter': token => chart => new ModelStatusReporter(chart, 'status', { image: `${token} ` }),
  'the path of the reporter': token => chart => new ModelStatusReporter(chart, 'status', { image: 'node:24', scriptPath: token }),
  'a rule to acknowledge': token => chart => Findings.acknowledge(chart, token, 'because'),
  'the reason of an acknowledgement': token => chart => Findings.acknowledge(chart, 'image-not-pinned', `the key is ${token}`),
  'the runtime of a source that refuses': token => chart => new ModelRuntime(chart, 'r', { source: new PlainSource({ bind: () => { throw new Error(token); } }), profile: new RuntimeProfile(chart, 'p', { engine: new PlainEngine() }) }).image,
  'the model that has no runtime': token => chart => new ModelConstruct(chart, 'm', { version: '1.0.0', framework: Framework.of(`${token}!`), source: new PlainSource(), profile: new RuntimeProfile(chart, 'p', { engine: new PlainEngine() }) }),
};

/** Pieces of a credential that are long enough to be of use. */
function piecesOf(token: string): string[] {
  return token.length <= 8 ? [token] : Array.from({ length: token.length - 7 }, (_, at) => token.slice(at, at + 8));
}

/** The part of a token that only its owner has. */
function own(make: (dice: Dice) => string): [string, string[]] {
  const [one, other] = [make(new Dice(1)), make(new Dice(2))];
  return [one, piecesOf(one).filter(piece => !other.includes(piece))];
}

describe('no message repeats a credential that is given as', () => {
  const tokens = FAMILIES.filter((_, index) => index % 6 === 0).map(([, make]) => own(make));

  test.each(Object.entries(WAYS))('%s', (_way, use) => {
    const printed = tokens.map(([token, pieces]) => ({ text: printedBy(use(token)).toLowerCase(), pieces }));
    expect(printed.filter(({ text }) => /invalid|fix:|cannot/.test(text))).not.toEqual([]);
    for (const { text, pieces } of printed) expect(pieces.filter(piece => text.includes(piece.toLowerCase()))).toEqual([]);
  });

  const short = Object.keys(WAYS).filter(way => /^(an argument( with.*)?|an argument with an odd dash|an argument whose flag is in quotes|an attribute of CSI|a patch of the Model's variables|an endpoint of S3|a signed URL|the key of a Secret)$/.test(way));

  test.each(short)('%s, and is short', way => {
    for (const token of ['swordfish!', 'k1k2', 'qZ7', 'hunter2 hunter3']) expect(printedBy(WAYS[way](token))).not.toContain(token.split(' ')[0]);
  });
});
