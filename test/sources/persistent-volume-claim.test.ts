import { App, Chart } from 'cdk8s';
import { PersistentVolumeClaim } from 'cdk8s-plus-27';
import { bound } from './binding';
import { ModelLayout, ModelSource } from '../../src';
import { envOf } from '../conformance/render';

describe('a model on a claim', () => {
  test('is mounted read-only where the server looks, and nothing is copied', () => {
    // WHEN
    const { pod, server, init, uri } = bound(ModelSource.pvc('weights', { path: '/llama/7b/' }));

    // THEN
    expect(uri).toBe('pvc://weights/llama/7b');
    expect(pod.volumes).toContainEqual({ name: 'model-source', persistentVolumeClaim: { claimName: 'weights', readOnly: true } });
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', subPath: 'llama/7b', readOnly: true });
    expect(init).toEqual([]);
  });

  test('may be all of the claim', () => {
    const { server, uri } = bound(ModelSource.pvc('weights'));
    expect(uri).toBe('pvc://weights');
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', readOnly: true });
  });

  test('may be a single file, which the server sees by the name that it looks for', () => {
    const { server, uri } = bound(ModelSource.pvc('weights', { path: 'vision/resnet50.onnx' }));
    expect(uri).toBe('pvc://weights/vision/resnet50.onnx');
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models/model.onnx', subPath: 'vision/resnet50.onnx', readOnly: true });
    expect(envOf(server).MODEL_PATH).toBe('/mnt/models/model.onnx');
  });

  test.each([
    { path: 'odd.onnx/' },
    { path: 'odd.onnx', layout: ModelLayout.VERSIONED },
  ])('may be a folder that is called like a file: %j', options => {
    expect(bound(ModelSource.pvc('weights', options)).server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', subPath: 'odd.onnx', readOnly: true });
  });

  test('may be one of cdk8s-plus', () => {
    const claim = PersistentVolumeClaim.fromClaimName(new Chart(new App(), 'chart'), 'claim', 'weights');
    expect(ModelSource.fromPersistentVolumeClaim(claim, { path: 'a' }).uri).toBe('pvc://weights/a');
    expect(ModelSource.fromPersistentVolumeClaim(claim).uri).toBe('pvc://weights');
  });

  test('fails for a name or a path that cannot be', () => {
    expect(() => ModelSource.pvc('My Weights')).toThrow(/^invalid claim name/);
    for (const path of ['', '/', 'a//b', '../a', './a']) expect(() => ModelSource.pvc('weights', { path })).toThrow(/^invalid path on the claim/);
  });
});
