import { Severity } from '../finding';

/** What a rule says of itself; a finding adds the values. */
export interface Rule {
  readonly severity: Severity;
  /** Why it matters, as the finding and `docs/rules.md` say it. */
  readonly why: string;
  /** The number of the pitfall in `docs/pitfalls.md` that it guards against. */
  readonly pitfall?: number;
}

const error = (why: string, pitfall?: number): Rule => ({ severity: Severity.ERROR, why, pitfall });
const warning = (why: string, pitfall?: number): Rule => ({ severity: Severity.WARNING, why, pitfall });

/** Every rule, by id. `docs/rules.md` is generated from this table. */
export const RULES = {
  'acknowledgement-of-error': error('only warnings can be acknowledged; an error would be refused by the API server or never serve'),
  'acknowledgement-unused': warning('an acknowledgement that fits nothing hides the next finding of that rule'),
  'accelerator-unknown-to-dialect': warning('no node label is selected, so the Pod may land on nodes with another accelerator', 13),
  'arg-contradicts-derived': error('the value is stated once and read by ports, probes, the Service or the resources; a second one makes them disagree', 6),
  'arg-given-twice': error('of two values for one flag the server silently takes one'),
  'arg-with-space': error('a flag and its value in one word are one unknown flag to the server; no shell splits them'),
  'autoscaler-owns-replicas': error('an autoscaler and a manifest that both set replicas undo each other at every apply'),
  'cache-invalid': error('no volume of the Pod can be made of it', 12),
  'cache-not-shared': error('a volume that one node can mount keeps the second Pod, or the surge Pod of a rollout, waiting for ever', 12),
  'cache-too-small': error('the Pod is evicted, or the download fails, when the weights outgrow their volume', 12),
  'cache-unused': warning('the source brings a volume of its own, and nothing is put into the cache that was given'),
  'compute-missing': error('a container without requests is the first to be evicted, and no accelerator is given to it', 7),
  'crds-installed-twice': error('two copies of one CRD in an app overwrite each other'),
  'engine-refuses': error('the engine says that it can never work this way'),
  'engine-unmaintained': warning('nobody mends what is found in it, security holes included'),
  'engine-version-unverified': warning('its flags are checked against another version, the newest or oldest that the library knows', 11),
  'env-contradicts-derived': error('the value is stated once and read by ports, volumes or probes; a second one makes them disagree', 14),
  'env-given-twice': error('one variable cannot have a literal value and a Secret'),
  'flag-unknown': error('a server ends at once on a flag that it does not know', 11),
  'flag-unverified': warning('a server ends at once on a flag that it does not know, and the library cannot tell whether this one does', 11),
  'framework-engine-mismatch': error('the server cannot load models of this framework'),
  'framework-unknown': warning('the name is in no documentation of the API and may be a typing error'),
  'grace-too-short': error('Kubernetes kills the server while requests are still running', 4),
  'image-not-pinned': warning('another Pod of the same model may run another server tomorrow', 11),
  'kubernetes-too-old': error('an API server of that version does not know the field, and refuses or drops it'),
  'kubernetes-version-unsaid': warning('an older API server does not know the field, and refuses or drops it'),
  'memory-below-shared-memory': error('a Memory volume counts against the memory limit; the server is killed when it fills it', 8),
  'memory-below-weights': error('without an accelerator the weights have to fit in memory; the server is killed while it loads them', 7),
  'model-id-reused': error('modelId and version together are documented as unique'),
  'mixed-accelerators': warning('accelerators of several kinds offer the same resource; a Pod may land on the wrong one', 13),
  'model-schema': error('the API server would refuse the Model'),
  'name-collision': error('the second object overwrites the first when it is applied', 14),
  'name-taken-by-engine': warning('Kubernetes gives other Pods of the namespace variables of this Service that a server of that name reads as its own', 15),
  'network-source-blocked': warning('the policy lets out only DNS, and the Pod waits for its model for ever'),
  'object-schema': error('the API server would refuse the object'),
  'object-large': warning('without --server-side, "kubectl apply" keeps a copy of the object in an annotation of it, and the API server refuses annotations over 256 KiB'),
  'object-too-large': error('the API server would refuse the object: neither it nor etcd takes one of that size'),
  'patch-contradicts-derived': error('the value is derived and read elsewhere; the patch makes them disagree', 14),
  'patch-failed': error('a JSON patch that does not apply changes nothing'),
  'pod-fits-no-known-node': warning('no node is known to have that many accelerators, and the Pod stays Pending for ever'),
  'pod-security-lowered': warning('the Pod is refused in namespaces that enforce Pod Security restricted', 10),
  'progress-deadline-too-short': error('a rollout that is still loading is reported as failed', 3),
  'register-only-ignores': warning('a Model that is only registered has no runtime that the setting could change'),
  'replicas-invalid': error('the API server would refuse the Deployment'),
  'revision-not-pinned': warning('the files behind the same URI can change, and two Pods of one Deployment can serve different weights', 11),
  'rollout-interrupts-serving': warning('no Pod serves while the new version loads', 5),
  'secret-literal': error('a credential in a manifest is readable by everybody who can read the manifest, the Deployment or the history', 9),
  'secret-other-namespace': error('a Pod reads Secrets of its own namespace only', 9),
  'secret-suspicious': warning('the name reads like a credential and the value stands in the manifest', 9),
  'service-account-other-namespace': error('a Pod runs with a ServiceAccount of its own namespace only'),
  'service-account-missing': warning('the source relies on the identity of the ServiceAccount, and the default one rarely has any'),
  'shutdown-loses-requests': warning('requests are cut off, or refused, when a Pod ends: at each rollout, drain and scale-down', 4),
  'source-refuses': error('the source says that it can never work this way'),
  'startup-below-loading': warning('the server may be restarted before it has read its weights, for ever', 1),
  'status-reporters-overlap': error('both would ask the API server for everything, and write every status'),
  'text-too-long': error('Linux starts no program with it, and the container ends before its program begins'),
  'user-labels-overwrite': error('selectors cannot change later, and labels of the library are read by others', 14),
  'volume-undefined': error('the API server refuses a mount without its volume'),
  'weights-exceed-accelerators': error('the weights alone do not fit in the memory of the accelerators', 6),
} satisfies { [id: string]: Rule };

/** Id of a rule. */
export type RuleId = keyof typeof RULES;
