import { Findings, ModelSource, SecretKey } from '../../../src';
import { chartIn } from '../../fixtures';
import { hub, vllm } from '../rule-examples';

const EXTRA = '--model-loader-extra-config';
const PVC = ModelSource.pvc('weights');
const keys = { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'key') };

function rules(source: ModelSource, ...args: string[]): string[] {
  const chart = chartIn();
  vllm({ source, args: ['--load-format=tensorizer', ...args] })(chart);
  return Findings.of(chart).map(({ rule }) => rule);
}

describe('what else is said of weights of tensorizer', () => {
  test.each<[string, ModelSource, string[], string]>([
    ['the other streamer beside it', ModelSource.s3('s3://bucket/model/', { ...keys, readByServer: true }), [], 'arg-contradicts-derived'],
    ['a credential in the flag', PVC, [`${EXTRA}={"s3_secret_access_key":"wJalrXUtnFEMI/K7MDENG"}`], 'secret-literal'],
    ['a file that nothing brings', PVC, [`${EXTRA}={"tensorizer_uri":"/elsewhere/model.tensors"}`], 'path-not-mounted'],
    ['a key of a file that nothing brings', PVC, [`${EXTRA}={"encryption_keyfile":"/keys/model.key"}`], 'path-not-mounted'],
    ['keys below tensorizer_config, one by one', PVC, [`${EXTRA}.tensorizer_config.verify_hash=true`], 'tensorizer-unfit'],
  ])('%s', (_, source, args, rule) => {
    expect(rules(source, ...args)).toContain(rule);
  });

  test.each<[string, ModelSource, string[]]>([
    ['a file in the folder of the model', PVC, [`${EXTRA}={"tensorizer_uri":"/mnt/models/sub/model.tensors"}`]],
    ['a file of an object store', hub('Qwen/Qwen3-0.6B'), [`${EXTRA}={"tensorizer_uri":"s3://bucket/model.tensors"}`]],
    ['a key by itself', hub('Qwen/Qwen3-0.6B'), [`${EXTRA}.tensorizer_uri=s3://bucket/model.tensors`]],
    ['a value that a variable holds', hub('Qwen/Qwen3-0.6B'), [`${EXTRA}=$(TENSORIZER)`]],
  ])('nothing of %s', (_, source, args) => {
    expect(rules(source, ...args).filter(rule => rule !== 'variable-undefined')).toEqual([]);
  });
});
