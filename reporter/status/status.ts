import { fitted } from './bounds';
import { ConditionDraft, PHASES, Phase, Situation, StatusDraft, Verdict } from './situation';
import { summarize, Summary } from './summary';
import { KINDS, Plural } from '../kinds';
import { MODEL_LABEL } from '../view/projections';
import { SubjectView } from '../view/views';

/**
 * The status of a Model or of a ModelInfer, from what is known of its objects: the same for the same objects, whatever was before, but for one thing. That
 * Pods are missing because more are wanted than before, and not because some were lost, is told by the status that the Model has.
 */
export function statusOf(situation: Situation, now: number): Verdict {
  const { status, recheckAt } = verdictOn(situation, now);
  return { status: fitted(status), recheckAt };
}

function verdictOn(situation: Situation, now: number): Verdict {
  const { model, workloads, infers, unseen } = situation;
  if (unseen !== undefined) return { status: notObserved(model, unseen) };
  if (workloads.length === 0 && infers.length === 0) return { status: model.registeredOnly ? registeredOnly(situation) : withoutRuntime(situation) };
  const summary = summarize(situation, now);
  const status: StatusDraft = {
    phase: phaseOf(summary, model),
    observedGeneration: model.generation,
    replicas: summary.desired,
    readyReplicas: summary.ready,
    endpoint: summary.endpoint,
    ...model.plural === 'models' ? { image: summary.image } : { selector: selectorOf(model.name) },
    conditions: [ready(summary), progressing(summary), available(summary), degraded(summary)],
  };
  return { status, recheckAt: summary.recheckAt };
}

/** The labels of the Pods of a ModelInfer, as its scale subresource tells them. */
export function selectorOf(name: string): string {
  return `${MODEL_LABEL}=${name}`;
}

/** Conditions of each kind. */
const CONDITIONS: Readonly<Record<Plural, readonly string[]>> = {
  models: ['Ready', 'Progressing', 'Available', 'Degraded'],
  modelinfers: ['Ready', 'Progressing', 'Available', 'Degraded'],
  modelservers: ['Ready', 'Progressing', 'Available', 'Degraded'],
  modelroutes: ['Ready', 'Accepted', 'ResolvedRefs'],
  autoscalingpolicies: ['AbleToScale', 'ScalingActive', 'ScalingLimited'],
};

/** What cannot be seen is not known: neither that it serves, nor that it does not. The numbers are those that were seen last. */
export function notObserved({ plural, generation, status }: SubjectView, unseen: string): StatusDraft {
  const { conditions: _conditions, phase: _phase, ...numbers } = status;
  const message = `the status reporter cannot see the objects of this ${KINDS[plural].kind}: ${unseen}`;
  return {
    ...numbers,
    phase: plural === 'autoscalingpolicies' ? undefined : PHASES.pending,
    observedGeneration: generation,
    conditions: CONDITIONS[plural].map(type => ({ type, status: 'Unknown', reason: 'NotObserved', message })),
  };
}

/** It was applied, and what is to serve it was not, was refused, or is gone. */
function withoutRuntime({ model }: Situation): StatusDraft {
  const reason = 'NoRuntime';
  const what = model.plural === 'models'
    ? 'no Deployment and no ModelInfer of its namespace belongs to this Model'
    : 'no Deployment belongs to this ModelInfer';
  const message = `${what}: it was refused, deleted or not applied`;
  return {
    phase: PHASES.pending,
    observedGeneration: model.generation,
    selector: model.plural === 'models' ? undefined : selectorOf(model.name),
    conditions: [
      { type: 'Ready', status: 'False', reason, message },
      { type: 'Progressing', status: 'True', reason: 'WaitingForRuntime', message },
      { type: 'Available', status: 'False', reason, message },
      { type: 'Degraded', status: 'False', reason: 'AsExpected', message: '' },
    ],
  };
}

/** It says itself that nothing is meant to serve it. */
function registeredOnly({ model }: Situation): StatusDraft {
  const reason = 'RegisteredOnly';
  const no = (type: string): ConditionDraft => ({ type, status: 'False', reason, message: '' });
  return {
    phase: PHASES.ready,
    observedGeneration: model.generation,
    conditions: [
      { type: 'Ready', status: 'True', reason, message: 'the Model is registered; nothing in the cluster serves it' },
      no('Progressing'),
      { ...no('Available'), message: 'no Deployment and no ModelInfer belongs to this Model' },
      no('Degraded'),
    ],
  };
}

function phaseOf(summary: Summary, { plural }: SubjectView): Phase {
  if (summary.available) return plural === 'models' ? PHASES.ready : PHASES.running;
  return summary.hopeless ? PHASES.failed : PHASES.pending;
}

function ready(summary: Summary): ConditionDraft {
  if (summary.available) return { type: 'Ready', status: 'True', reason: 'Serving', message: summary.message };
  return { type: 'Ready', status: 'False', reason: whyNot(summary), message: summary.message };
}

function whyNot(summary: Summary): string {
  if (summary.desired === 0) return 'ScaledToZero';
  if (summary.cause !== undefined) return summary.cause;
  if (summary.deadlineExceeded) return 'ProgressDeadlineExceeded';
  if (summary.ready > 0) return 'NoEndpoints';
  return summary.rolling ? 'Starting' : 'PodsNotReady';
}

function progressing(summary: Summary): ConditionDraft {
  const draft = (status: 'True' | 'False', reason: string, message: string): ConditionDraft => ({ type: 'Progressing', status, reason, message });
  if (summary.deadlineExceeded) {
    return draft('False', 'ProgressDeadlineExceeded', 'the rollout made no progress within progressDeadlineSeconds of the Deployment');
  }
  if (summary.waitingFor !== undefined) return draft('True', 'WaitingForRuntime', summary.waitingFor);
  if (summary.paused) return draft('False', 'Paused', 'the rollout of the Deployment is paused');
  if (summary.rolling) return draft('True', 'RollingOut', `${summary.updated} of ${summary.desired} Pods are of the newest template`);
  if (summary.scaling) return draft('True', 'ScalingUp', `${summary.desired} Pods are wanted`);
  return draft('False', summary.desired === 0 ? 'ScaledToZero' : 'RolledOut', '');
}

function available(summary: Summary): ConditionDraft {
  if (summary.available) return { type: 'Available', status: 'True', reason: 'EndpointsReady', message: '' };
  const message = summary.ready > 0 ? 'Pods are ready, and the Service leads to none of them' : 'no Pod is ready';
  return { type: 'Available', status: 'False', reason: whyNot(summary), message };
}

function degraded(summary: Summary): ConditionDraft {
  const lost = !summary.rolling && !summary.scaling && !summary.paused && summary.ready < summary.desired;
  if (!summary.failing && !summary.deadlineExceeded && !lost) return { type: 'Degraded', status: 'False', reason: 'AsExpected', message: '' };
  const reason = summary.cause ?? (summary.deadlineExceeded ? 'ProgressDeadlineExceeded' : 'PodsNotReady');
  return { type: 'Degraded', status: 'True', reason, message: summary.message };
}
