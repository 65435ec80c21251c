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
  'accelerator-count-odd': warning('what is left of the node lies idle, and few models can be divided by such a number'),
  'accelerator-unknown-to-dialect': warning('no node label is selected, so the Pod may land on nodes with another accelerator', 13),
  'arg-contradicts-derived': error('the value is stated once and read by ports, probes, the Service or the resources; a second one makes them disagree', 6),
  'arg-given-twice': error('of two values for one flag the server silently takes one'),
  'arg-with-space': error('a flag and its value in one word are one unknown flag to the server; no shell splits them'),
  'autoscaler-metric-unfit': warning('the metric says little or nothing of how busy the server is; replicas stay as they are, or come and go for no reason'),
  'autoscaler-owns-replicas': error('an autoscaler and a manifest that both set replicas undo each other at every apply'),
  'autoscaler-scales-to-zero': warning('nothing answers while there is no Pod, and metrics of the server itself cannot bring it back'),
  'cache-invalid': error('no volume of the Pod can be made of it', 12),
  'cache-mount-unused': warning('caches of the server were moved to volumes of a known size, and nothing is written to or read from this one', 10),
  'cache-not-shared': error('a volume that one node can mount keeps the second Pod, or the surge Pod of a rollout, waiting for ever', 12),
  'cache-too-small': error('the Pod is evicted, or the download fails, when the weights outgrow their volume', 12),
  'cache-unused': warning('the source brings a volume of its own, and nothing is put into the cache that was given'),
  'claim-other-namespace': error('a Pod mounts claims of its own namespace only', 12),
  'compute-missing': error('a container without requests is the first to be evicted, and no accelerator is given to it', 7),
  'crds-installed-twice': error('two copies of one CRD in an app overwrite each other'),
  'devices-mismatch': error('a process without an accelerator of its own does not start, and one without a process is paid for in vain', 6),
  'device-group-missing': warning('a user who may not open the devices has none, and the server ends or falls back to the CPU', 10),
  'engine-refuses': error('the engine says that it can never work this way'),
  'engine-says-container': error('the Deployment runs what the engine says, and the Model would record another container'),
  'engine-unmaintained': warning('nobody mends what is found in it, security holes included'),
  'engine-version-differs': warning('what is rendered follows from the version; another server may end at once, or behave in another way', 11),
  'engine-version-unverified': warning('its flags are checked against another version, the newest or oldest that the library knows', 11),
  'env-contradicts-derived': error('the value is stated once and read by ports, volumes or probes; a second one makes them disagree', 14),
  'env-given-twice': error('one variable cannot have a literal value and a Secret'),
  'flag-unknown': error('a server ends at once on a flag that it does not know', 11),
  'flag-unverified': warning('a server ends at once on a flag that it does not know, and the library cannot tell whether this one does', 11),
  'framework-engine-mismatch': error('the server cannot load models of this framework'),
  'framework-unknown': warning('the name is in no documentation of the API and may be a typing error'),
  'gated-repository-without-token': warning('the hub answers the download with 401 or 403, and the Pod never starts'),
  'grace-too-short': error('Kubernetes kills the server while requests are still running', 4),
  'hub-unreachable': error('the server ends at once when it cannot load what it was told to'),
  'image-not-pinned': warning('another Pod of the same model may run another server tomorrow', 11),
  'image-unproven': warning('nobody has tried the image as this user, and it may not start', 10),
  'kubernetes-too-old': error('an API server of that version does not know the field, and refuses or drops it'),
  'memory-below-offload': error('the container is killed when it takes more than its limit', 7),
  'memory-below-shared-memory': error('a Memory volume counts against the memory limit; the server is killed when it fills it', 8),
  'memory-below-weights': error('without an accelerator the weights have to fit in memory; the server is killed while it loads them', 7),
  'model-id-reused': error('modelId and version together are documented as unique'),
  'mixed-accelerators': warning('accelerators of several kinds offer the same resource; a Pod may land on the wrong one', 13),
  'model-schema': error('the API server would refuse the Model'),
  'name-collision': error('the second object overwrites the first when it is applied', 14),
  'name-taken-by-engine': warning('Kubernetes gives other Pods of the namespace variables of this Service that a server of that name reads as its own', 15),
  'neighbour-other-namespace': warning('an autoscaler scales, and an Ingress leads to, what is in its own namespace, and does nothing when it finds none'),
  'network-closed-to-route': warning('requests that come this way end in a timeout'),
  'network-source-blocked': warning('the policy lets out only DNS, and the Pod waits for its model for ever'),
  'object-schema': error('the API server would refuse the object'),
  'option-unused': warning('what is given and has no effect looks as if it had one'),
  'patch-contradicts-derived': error('the value is derived and read elsewhere; the patch makes them disagree', 14),
  'patch-failed': error('a JSON patch that does not apply changes nothing'),
  'path-not-brought': error('the server ends at once when a file that it was told of is not there'),
  'path-not-mounted': warning('the server ends at once when a file is not there, or a folder cannot be written to'),
  'pickle-not-verified': warning('whoever can write the file runs code in the cluster, with what the Pod may read', 11),
  'pod-fits-no-known-node': warning('no node is known to have that many accelerators, and the Pod stays Pending for ever'),
  'pod-security-lowered': warning('the Pod is refused in namespaces that enforce Pod Security restricted', 10),
  'port-taken': error('two servers cannot listen on one port', 14),
  'progress-deadline-too-short': error('a rollout that is still loading is reported as failed', 3),
  'register-only-ignores': warning('a Model that is only registered has no runtime that the setting could change'),
  'remote-code-not-pinned': warning('whoever can write to the repository runs code in the cluster at the next start', 11),
  'replicas-invalid': error('the API server would refuse the Deployment'),
  'repository-model-unnamed': warning('the Pod is never ready unless the repository has a model of that name'),
  'revision-not-pinned': warning('the files behind the same URI can change, and two Pods of one Deployment can serve different weights', 11),
  'rollout-interrupts-serving': warning('no Pod serves while the new version loads', 5),
  'secret-literal': error('a credential in a manifest is readable by everybody who can read the manifest, the Deployment or the history', 9),
  'secret-other-namespace': error('a Pod reads Secrets of its own namespace only', 9),
  'secret-suspicious': warning('the name reads like a credential and the value stands in the manifest', 9),
  'service-account-other-namespace': error('a Pod runs with a ServiceAccount of its own namespace only'),
  'service-account-missing': warning('the source relies on the identity of the ServiceAccount, and the default one rarely has any'),
  'several-nodes': error('the server waits for the other members of its group for ever'),
  'shutdown-loses-requests': warning('requests are cut off, or refused, when a Pod ends: at each rollout, drain and scale-down', 4),
  'source-ending-unknown': warning('a single file that is taken for a folder is not found by the server'),
  'source-refuses': error('the source says that it can never work this way'),
  'startup-below-loading': warning('the server may be restarted before it has read its weights, for ever', 1),
  'status-reporters-overlap': error('both would ask the API server for everything, and write every status'),
  'user-labels-overwrite': error('selectors cannot change later, and labels of the library are read by others', 14),
  'variable-undefined': warning('Kubernetes leaves a reference to nothing as it is, and the container gets the name in place of a value'),
  'volume-undefined': error('the API server refuses a mount without its volume'),
  'weights-exceed-accelerators': error('the weights alone do not fit in the memory of the accelerators that the server may take', 6),
} satisfies { [id: string]: Rule };

/** Id of a rule. */
export type RuleId = keyof typeof RULES;
