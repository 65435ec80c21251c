import { Chart, JsonPatch, Testing } from 'cdk8s';
import { Findings, ModelConstruct } from '../../src';
import { chartIn, findingsOf, plainModel } from '../fixtures';

/** Rules and words of the findings of a model, after something was done to it. */
function foundAfter(change: (model: ModelConstruct) => void): string[] {
  const model = plainModel(new Chart(Testing.app(), 'chart', { namespace: 'n' }), 'model', { replicas: 2 });
  change(model);
  return Findings.of(model).map(({ rule, what }) => `${rule}: ${what}`);
}

describe('a patch of the objects themselves', () => {
  test('may change what nobody else reads', () => {
    expect(foundAfter(({ model, runtime }) => {
      runtime.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'model'), JsonPatch.replace('/spec/progressDeadlineSeconds', 4000));
      runtime.serviceObject.addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
      model.addJsonPatch(JsonPatch.add('/metadata/annotations', { team: 'a' }));
    })).toEqual([]);
  });

  test.each([
    ['the selector', '/spec/selector/matchLabels', { app: 'x' }, /patch-contradicts-derived: a patch removes spec\.selector\.matchLabels\.registry\.matrixinfer\.ai\/model of the Deployment, derived is "model"/],
    ['the name', '/metadata/name', 'other', /patch-contradicts-derived: a patch changes metadata\.name of the Deployment from "model" to "other"/],
    ['the image', '/spec/template/spec/containers/0/image', 'example.com/other:1', /patch-contradicts-derived: a patch changes .*containers\[server\]\.image of the Deployment/],
    ['the port', '/spec/template/spec/containers/0/ports/0/containerPort', 9, /patch-contradicts-derived: a patch changes .*ports\[http\]\.containerPort of the Deployment from 8080 to 9;/],
    ['the user, to none', '/spec/template/spec/securityContext/runAsUser', -1, /object-schema: .*-1.*runAsUser/],
  ])('fails where it changes %s of the Deployment', (_what, path, value, finding) => {
    const found = foundAfter(({ runtime }) => runtime.deployment.addJsonPatch(JsonPatch.replace(path, value)));
    expect(found).toContainEqual(expect.stringMatching(finding));
  });

  test.each([
    ['a token as a variable', JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'HF_TOKEN', value: 'abc' }), /secret-literal: env HF_TOKEN of the server is a credential/],
    ['a key as an argument', JsonPatch.add('/spec/template/spec/containers/0/args', ['--port', '8080', '--api-key', 'abc']), /secret-literal: flag --api-key of the server is a credential/],
    ['the network of the node', JsonPatch.add('/spec/template/spec/hostNetwork', true), /pod-security-lowered: patches of the Deployment give the Pod hostNetwork/],
  ])('does not go unsaid where it gives the Pods %s', (_what, patch, finding) => {
    expect(foundAfter(({ runtime }) => runtime.deployment.addJsonPatch(patch))).toEqual([expect.stringMatching(finding)]);
  });

  test('of the Pod template is looked at alike', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
    const patches = [JsonPatch.add('/spec/containers/0/env/-', { name: 'GREETING', value: `hf_${'a'.repeat(30)}` })];
    expect(Findings.of(plainModel(chart, 'model', { replicas: 2, pod: { patches } })).map(({ rule, what }) => `${rule}: ${what}`)).toEqual([
      expect.stringMatching(/^secret-literal: env GREETING of the server holds a Hugging Face token/),
    ]);
  });

  test('fails where it changes the port of the Service', () => {
    expect(foundAfter(({ runtime }) => runtime.serviceObject.addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 80)))).toEqual([
      expect.stringMatching(/patch-contradicts-derived: a patch changes spec\.ports\[http\]\.port of the Service from 8080 to 80;/),
    ]);
  });

  test('fails where it breaks the Model', () => {
    expect(foundAfter(({ model }) => model.addJsonPatch(JsonPatch.replace('/spec/modelSpec/version', 'one')))).toEqual([
      expect.stringMatching(/patch-contradicts-derived: a patch changes spec\.modelSpec\.version of the Model from "1\.0\.0" to "one"/),
      expect.stringMatching(/model-schema: spec\.modelSpec\.version .*"one"/),
    ]);
  });

  test('fails where it does not apply', () => {
    expect(foundAfter(({ model, runtime }) => {
      model.addJsonPatch(JsonPatch.replace('/spec/nothing/here', 1));
      runtime.deployment.addJsonPatch(JsonPatch.replace('/spec/nothing/here', 1));
    })).toEqual([expect.stringMatching(/^patch-failed: a patch of the Deployment/), expect.stringMatching(/^patch-failed: a patch of the Model/)]);
  });

  test('is found when it comes after the findings were asked for', () => {
    const model = plainModel(new Chart(Testing.app(), 'chart', { namespace: 'n' }), 'model', { replicas: 2 });
    expect(Findings.of(model)).toEqual([]);
    model.runtime.deployment.addJsonPatch(JsonPatch.replace('/metadata/name', 'other'));
    expect(Findings.of(model)).toHaveLength(1);
  });
});

describe('what the API server refuses of a patch', () => {
  test('fails: seconds of a toleration without NoExecute', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/tolerations', [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 3 }])] } });
    expect(findingsOf(chart, 'object-schema')[0].what).toContain('tolerations[0].tolerationSeconds, allowed is no seconds, unless the effect is NoExecute');
  });

  test('is fine with NoExecute', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/tolerations', [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 3 }])] } });
    expect(findingsOf(chart, 'object-schema')).toEqual([]);
  });
});
