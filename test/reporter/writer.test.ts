import { model, NOW } from './objects';
import { ApiError } from '../../reporter/kube/api-error';
import { Connection, RequestOptions } from '../../reporter/kube/connection';
import { Raw } from '../../reporter/kube/raw';
import { merged, withoutFields } from '../../reporter/status/merge';
import { StatusDraft } from '../../reporter/status/situation';
import { projectStatus, projectSubject } from '../../reporter/view/projections';
import { Writer } from '../../reporter/writer';
import { ModelLabels } from '../../src';

const DRAFT: StatusDraft = {
  phase: 'Pending',
  observedGeneration: 1,
  image: 'a',
  conditions: ['Ready', 'Available'].map(type => ({ type, status: 'False', reason: 'CrashLoop', message: `${type}: ${'💥'.repeat(3_000)}` })),
};
const STATUS = merged(DRAFT, projectStatus(undefined), NOW);

/** A writer, and what it sent; each request is answered as it is told. */
function writing(answer: (method: string, options: RequestOptions) => Raw = () => ({})) {
  const sent: { method: string; path: string; body: Raw }[] = [];
  const send = async (method: string, path: string, options: RequestOptions) => {
    sent.push({ method, path, body: options.body as Raw });
    return answer(method, options);
  };
  return { writer: new Writer({ send } as unknown as Connection), sent };
}

describe('an Event', () => {
  test.each(['llama', `${'a'.repeat(199)}-b`, `${'a'.repeat(198)}.-b`, 'a'.repeat(253)])('has a name that the server takes, whatever the Model is called: %#', async name => {
    const { writer, sent } = writing();
    await writer.announce(projectSubject('models', model({ metadata: { name } })), DRAFT, NOW);
    expect((sent[0]!.body.metadata as Raw).name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
  });

  test('has a message as long as the server takes it, of whole characters, whatever phase was there before', async () => {
    const { writer, sent } = writing();
    await writer.announce(projectSubject('models', model({ status: { phase: `\u202e${'x'.repeat(9_000)}` } })), DRAFT, NOW, '(combined from similar events): ');
    const message = String(sent[0]!.body.message);
    expect(message).toMatch(/^\(combined from similar events\): phase x{39}… → Pending: Ready: /);
    expect(message.length).toBeLessThanOrEqual(1_000);
    expect(message).not.toMatch(/\p{Cs}/u);
  });
});

describe('what the server refuses by name', () => {
  test.each<[readonly string[], object | undefined]>([
    [['status.image'], { image: undefined, conditions: STATUS.conditions }],
    [['status.conditions[1].message'], { image: 'a', conditions: [STATUS.conditions[0], { ...STATUS.conditions[1], message: '' }] }],
    [['status.conditions[0].reason', 'status.image'], { image: undefined, conditions: [STATUS.conditions[1]] }],
    [['status.conditions[0]'], { conditions: [STATUS.conditions[1]] }],
    [[], undefined],
    [['spec.modelSpec.version', 'status', '<nil>', 'status.endpoint'], undefined],
  ])('is left out: %j', (fields, rest) => {
    const left = withoutFields(STATUS, fields);
    if (rest === undefined) expect(left).toBeUndefined();
    else expect(left).toMatchObject(rest);
  });

  test('is sent once more without it, and told', async () => {
    const { writer, sent } = writing((_method, { body }) => {
      if ((body as { status: { image?: string } }).status.image === undefined) return { written: true };
      throw new ApiError(422, 'invalid', 0, ['status.image']);
    });
    const told: unknown[] = [];
    expect(await writer.apply(projectSubject('models', model()), STATUS, fields => told.push(fields))).toEqual({ written: true });
    expect([told, sent.length]).toEqual([[['status.image']], 3]);
  });

  test.each([new ApiError(422, 'invalid'), new ApiError(403, 'forbidden', 0, ['status.image']), new Error('a bug')])('and is thrown when it names nothing, or is another refusal: %s', async error => {
    const { writer } = writing(() => { throw error; });
    await expect(writer.apply(projectSubject('models', model()), STATUS)).rejects.toBe(error);
  });
});

test('a condition gets no time that the CRD would refuse, whatever was stored under another one', () => {
  for (const lastTransitionTime of ['2020', 'Jan 1 2020', '2020-01-01', '2020-01-01 00:00:00Z', '2020-13-01T00:00:00Z', `2020-01-01T00:00:00.${'0'.repeat(100)}Z`]) {
    const stored = projectStatus({ conditions: [{ type: 'Ready', status: 'False', lastTransitionTime }] });
    expect(merged(DRAFT, stored, NOW).conditions[0]!.lastTransitionTime).toBe('2026-05-01T12:00:00Z');
  }
  const stored = projectStatus({ conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2020-01-01T00:00:00+02:00' }] });
  expect(merged(DRAFT, stored, NOW).conditions[0]!.lastTransitionTime).toBe('2020-01-01T00:00:00+02:00');
});

test('the program and the library call the mark of a registered Model the same', () => {
  const annotated = (annotation: string) => projectSubject('models', model({ metadata: { annotations: { [annotation]: 'true' } } })).registeredOnly;
  expect([annotated(ModelLabels.REGISTERED_ONLY), annotated(ModelLabels.ORIGINAL_NAME)]).toEqual([true, false]);
});
