// Written by scripts/rules.ts from the files in rules/. Do not edit: npm run generate
import { laterRules } from './later-rules.generated';
import { rule as acceleratorCountOdd } from './rules/accelerator-count-odd';
import { rule as acceleratorUnknownToDialect } from './rules/accelerator-unknown-to-dialect';
import { rule as acceleratorUnplanned } from './rules/accelerator-unplanned';
import { rule as acceleratorsIdle } from './rules/accelerators-idle';
import { rule as acceleratorsOversized } from './rules/accelerators-oversized';
import { rule as adapterHidesName } from './rules/adapter-hides-name';
import { rule as alertNeverFires } from './rules/alert-never-fires';
import { rule as autoscalerMetricUnfit } from './rules/autoscaler-metric-unfit';
import { rule as autoscalerOwnsReplicas } from './rules/autoscaler-owns-replicas';
import { rule as autoscalerScalesToZero } from './rules/autoscaler-scales-to-zero';
import { rule as cacheMountUnused } from './rules/cache-mount-unused';
import { rule as cacheNotShared } from './rules/cache-not-shared';
import { rule as cacheTooSmall } from './rules/cache-too-small';
import { rule as cacheUnused } from './rules/cache-unused';
import { rule as claimOtherNamespace } from './rules/claim-other-namespace';
import { rule as claimRefusesPods } from './rules/claim-refuses-pods';
import { rule as dataTypeEmulated } from './rules/data-type-emulated';
import { rule as dataTypeUnsupported } from './rules/data-type-unsupported';
import { rule as deprecatedInKubernetes } from './rules/deprecated-in-kubernetes';
import { rule as deviceAlternativesDiffer } from './rules/device-alternatives-differ';
import { rule as deviceGroupMissing } from './rules/device-group-missing';
import { rule as deviceMountClosed } from './rules/device-mount-closed';
import { rule as deviceShareTooLarge } from './rules/device-share-too-large';
import { rule as devicesMismatch } from './rules/devices-mismatch';
import { rule as devicesOfNode } from './rules/devices-of-node';
import { rule as diskLimitBelowVolumes } from './rules/disk-limit-below-volumes';
import { rule as engineSaysContainer } from './rules/engine-says-container';
import { rule as engineUnmaintained } from './rules/engine-unmaintained';
import { rule as engineVersionDiffers } from './rules/engine-version-differs';
import { rule as engineVersionUnverified } from './rules/engine-version-unverified';
import { rule as envContradictsDerived } from './rules/env-contradicts-derived';
import { rule as envGivenTwice } from './rules/env-given-twice';
import { rule as exposedWithoutKey } from './rules/exposed-without-key';
import { rule as featureGateNeeded } from './rules/feature-gate-needed';
import { rule as flagNeedsAnother } from './rules/flag-needs-another';
import { rule as frameworkEngineMismatch } from './rules/framework-engine-mismatch';
import { rule as frameworkUnknown } from './rules/framework-unknown';
import { rule as gatedRepositoryWithoutToken } from './rules/gated-repository-without-token';
import { rule as graceTooShort } from './rules/grace-too-short';
import { rule as hostNetworkShared } from './rules/host-network-shared';
import { rule as hubSwitched } from './rules/hub-switched';
import { rule as hugePagesMissing } from './rules/huge-pages-missing';
import { rule as imageArchitectureUnknown } from './rules/image-architecture-unknown';
import { rule as imageNotPinned } from './rules/image-not-pinned';
import { rule as imageUnproven } from './rules/image-unproven';
import { rule as kernelProfilePrefixed } from './rules/kernel-profile-prefixed';
import { rule as kubernetesTooOld } from './rules/kubernetes-too-old';
import { rule as lockOutdated } from './rules/lock-outdated';
import { rule as mappedWeightsExceedMemory } from './rules/mapped-weights-exceed-memory';
import { rule as memoryBelowOffload } from './rules/memory-below-offload';
import { rule as memoryBelowSharedMemory } from './rules/memory-below-shared-memory';
import { rule as memoryBelowWeights } from './rules/memory-below-weights';
import { rule as memoryPlanUnknown } from './rules/memory-plan-unknown';
import { rule as metricsSwitchedOff } from './rules/metrics-switched-off';
import { rule as mixedAccelerators } from './rules/mixed-accelerators';
import { rule as modelCannotFit } from './rules/model-cannot-fit';
import { rule as modelIdReused } from './rules/model-id-reused';
import { rule as modelMayNotFit } from './rules/model-may-not-fit';
import { rule as monitoringBlocked } from './rules/monitoring-blocked';
import { rule as nameTakenByEngine } from './rules/name-taken-by-engine';
import { rule as neighbourOtherNamespace } from './rules/neighbour-other-namespace';
import { rule as networkClosedToRoute } from './rules/network-closed-to-route';
import { rule as networkClosedToSource } from './rules/network-closed-to-source';
import { rule as networkSourceBlocked } from './rules/network-source-blocked';
import { rule as nodeLabelReplaced } from './rules/node-label-replaced';
import { rule as nodePortUnusual } from './rules/node-port-unusual';
import { rule as nodeTermsContradict } from './rules/node-terms-contradict';
import { rule as objectWithoutContent } from './rules/object-without-content';
import { rule as optionUnused } from './rules/option-unused';
import { rule as parallelismRefused } from './rules/parallelism-refused';
import { rule as patchFailed } from './rules/patch-failed';
import { rule as patchWithoutEffect } from './rules/patch-without-effect';
import { rule as pickleNotVerified } from './rules/pickle-not-verified';
import { rule as podFitsNoKnownNode } from './rules/pod-fits-no-known-node';
import { rule as podSecurityLowered } from './rules/pod-security-lowered';
import { rule as portNeedsRoot } from './rules/port-needs-root';
import { rule as portTaken } from './rules/port-taken';
import { rule as programHasFlag } from './rules/program-has-flag';
import { rule as progressDeadlineTooShort } from './rules/progress-deadline-too-short';
import { rule as registryUnused } from './rules/registry-unused';
import { rule as remoteCodeNotPinned } from './rules/remote-code-not-pinned';
import { rule as replicasInvalid } from './rules/replicas-invalid';
import { rule as repositoryModelUnnamed } from './rules/repository-model-unnamed';
import { rule as revisionNotPinned } from './rules/revision-not-pinned';
import { rule as rolloutInterruptsServing } from './rules/rollout-interrupts-serving';
import { rule as scrapeAuthorityUnused } from './rules/scrape-authority-unused';
import { rule as scrapeTimeoutLong } from './rules/scrape-timeout-long';
import { rule as scratchTooSmall } from './rules/scratch-too-small';
import { rule as secretKeyMissing } from './rules/secret-key-missing';
import { rule as secretOtherNamespace } from './rules/secret-other-namespace';
import { rule as servedAliasRepeated } from './rules/served-alias-repeated';
import { rule as serviceAccountMissing } from './rules/service-account-missing';
import { rule as serviceAccountOtherNamespace } from './rules/service-account-other-namespace';
import { rule as serviceFamilyUnserved } from './rules/service-family-unserved';
import { rule as severalNodes } from './rules/several-nodes';
import { rule as sharedDeviceOverbooked } from './rules/shared-device-overbooked';
import { rule as sharesCountedAsDevices } from './rules/shares-counted-as-devices';
import { rule as shutdownLosesRequests } from './rules/shutdown-loses-requests';
import { rule as sourceClaimTooSmall } from './rules/source-claim-too-small';
import { rule as sourceEndingUnknown } from './rules/source-ending-unknown';
import { rule as spreadWithoutEffect } from './rules/spread-without-effect';
import { rule as startupBelowLoading } from './rules/startup-below-loading';
import { rule as tensorizerUnfit } from './rules/tensorizer-unfit';
import { rule as userLabelsOverwrite } from './rules/user-labels-overwrite';
import { rule as variableUndefined } from './rules/variable-undefined';
import { rule as volumeUndefined } from './rules/volume-undefined';
import { rule as volumeUnmounted } from './rules/volume-unmounted';
import { rule as weightsElsewhere } from './rules/weights-elsewhere';
import { rule as weightsExceedAccelerators } from './rules/weights-exceed-accelerators';

/** Every rule, by id: the name of its file. */
export const RULES = {
  'accelerator-count-odd': acceleratorCountOdd,
  get 'accelerator-pool-differs'() { return laterRules()['accelerator-pool-differs']; },
  get 'accelerator-pool-exceeded'() { return laterRules()['accelerator-pool-exceeded']; },
  'accelerator-unknown-to-dialect': acceleratorUnknownToDialect,
  'accelerator-unplanned': acceleratorUnplanned,
  'accelerators-idle': acceleratorsIdle,
  'accelerators-oversized': acceleratorsOversized,
  get 'acknowledgement-of-error'() { return laterRules()['acknowledgement-of-error']; },
  get 'acknowledgement-unused'() { return laterRules()['acknowledgement-unused']; },
  'adapter-hides-name': adapterHidesName,
  'alert-never-fires': alertNeverFires,
  get 'arg-belongs-to-no-flag'() { return laterRules()['arg-belongs-to-no-flag']; },
  get 'arg-contradicts-derived'() { return laterRules()['arg-contradicts-derived']; },
  get 'arg-given-twice'() { return laterRules()['arg-given-twice']; },
  get 'arg-in-quotes'() { return laterRules()['arg-in-quotes']; },
  get 'arg-with-space'() { return laterRules()['arg-with-space']; },
  get 'authentication-mode-unsaid'() { return laterRules()['authentication-mode-unsaid']; },
  get 'authorization-asked-twice'() { return laterRules()['authorization-asked-twice']; },
  get 'autoscaler-exceeds-quota'() { return laterRules()['autoscaler-exceeds-quota']; },
  'autoscaler-metric-unfit': autoscalerMetricUnfit,
  get 'autoscaler-never-scales'() { return laterRules()['autoscaler-never-scales']; },
  'autoscaler-owns-replicas': autoscalerOwnsReplicas,
  get 'autoscaler-range-empty'() { return laterRules()['autoscaler-range-empty']; },
  'autoscaler-scales-to-zero': autoscalerScalesToZero,
  get 'autoscaler-target-misspelled'() { return laterRules()['autoscaler-target-misspelled']; },
  get 'autoscalers-overlap'() { return laterRules()['autoscalers-overlap']; },
  get 'cache-invalid'() { return laterRules()['cache-invalid']; },
  'cache-mount-unused': cacheMountUnused,
  'cache-not-shared': cacheNotShared,
  'cache-too-small': cacheTooSmall,
  'cache-unused': cacheUnused,
  get 'canary-not-analysed'() { return laterRules()['canary-not-analysed']; },
  'claim-other-namespace': claimOtherNamespace,
  'claim-refuses-pods': claimRefusesPods,
  get 'compute-missing'() { return laterRules()['compute-missing']; },
  get 'config-key-missing'() { return laterRules()['config-key-missing']; },
  get 'crds-installed-twice'() { return laterRules()['crds-installed-twice']; },
  'data-type-emulated': dataTypeEmulated,
  'data-type-unsupported': dataTypeUnsupported,
  'deprecated-in-kubernetes': deprecatedInKubernetes,
  'device-alternatives-differ': deviceAlternativesDiffer,
  'device-group-missing': deviceGroupMissing,
  'device-mount-closed': deviceMountClosed,
  'device-share-too-large': deviceShareTooLarge,
  'devices-mismatch': devicesMismatch,
  'devices-of-node': devicesOfNode,
  'disk-limit-below-volumes': diskLimitBelowVolumes,
  get 'disruption-budget-blocks'() { return laterRules()['disruption-budget-blocks']; },
  get 'disruption-budgets-overlap'() { return laterRules()['disruption-budgets-overlap']; },
  get 'engine-refuses'() { return laterRules()['engine-refuses']; },
  'engine-says-container': engineSaysContainer,
  'engine-unmaintained': engineUnmaintained,
  'engine-version-differs': engineVersionDiffers,
  'engine-version-unverified': engineVersionUnverified,
  'env-contradicts-derived': envContradictsDerived,
  'env-given-twice': envGivenTwice,
  'exposed-without-key': exposedWithoutKey,
  get 'fallback-of-zero'() { return laterRules()['fallback-of-zero']; },
  'feature-gate-needed': featureGateNeeded,
  get 'first-request-cut-off'() { return laterRules()['first-request-cut-off']; },
  'flag-needs-another': flagNeedsAnother,
  get 'flag-unknown'() { return laterRules()['flag-unknown']; },
  get 'flag-unverified'() { return laterRules()['flag-unverified']; },
  get 'flag-value-missing'() { return laterRules()['flag-value-missing']; },
  get 'flag-value-refused'() { return laterRules()['flag-value-refused']; },
  get 'flag-value-unverified'() { return laterRules()['flag-value-unverified']; },
  get 'flag-value-unwanted'() { return laterRules()['flag-value-unwanted']; },
  'framework-engine-mismatch': frameworkEngineMismatch,
  'framework-unknown': frameworkUnknown,
  'gated-repository-without-token': gatedRepositoryWithoutToken,
  get 'gateway-bypassed'() { return laterRules()['gateway-bypassed']; },
  get 'gateway-parent-unserved'() { return laterRules()['gateway-parent-unserved']; },
  get 'gateway-speaks-plain'() { return laterRules()['gateway-speaks-plain']; },
  'grace-too-short': graceTooShort,
  get 'health-path-unknown'() { return laterRules()['health-path-unknown']; },
  'host-network-shared': hostNetworkShared,
  'hub-switched': hubSwitched,
  get 'hub-unreachable'() { return laterRules()['hub-unreachable']; },
  'huge-pages-missing': hugePagesMissing,
  'image-architecture-unknown': imageArchitectureUnknown,
  'image-not-pinned': imageNotPinned,
  'image-unproven': imageUnproven,
  get 'infer-serves-other-weights'() { return laterRules()['infer-serves-other-weights']; },
  get 'interceptor-bypassed'() { return laterRules()['interceptor-bypassed']; },
  get 'interceptor-expects-http'() { return laterRules()['interceptor-expects-http']; },
  get 'interceptor-host-unknown'() { return laterRules()['interceptor-host-unknown']; },
  get 'interceptor-hosts-overlap'() { return laterRules()['interceptor-hosts-overlap']; },
  'kernel-profile-prefixed': kernelProfilePrefixed,
  'kubernetes-too-old': kubernetesTooOld,
  get 'kubernetes-version-unsaid'() { return laterRules()['kubernetes-version-unsaid']; },
  get 'limit-range-refuses'() { return laterRules()['limit-range-refuses']; },
  'lock-outdated': lockOutdated,
  'mapped-weights-exceed-memory': mappedWeightsExceedMemory,
  'memory-below-offload': memoryBelowOffload,
  'memory-below-shared-memory': memoryBelowSharedMemory,
  'memory-below-weights': memoryBelowWeights,
  'memory-plan-unknown': memoryPlanUnknown,
  get 'metric-never-exceeded'() { return laterRules()['metric-never-exceeded']; },
  'metrics-switched-off': metricsSwitchedOff,
  'mixed-accelerators': mixedAccelerators,
  'model-cannot-fit': modelCannotFit,
  'model-id-reused': modelIdReused,
  'model-may-not-fit': modelMayNotFit,
  get 'model-schema'() { return laterRules()['model-schema']; },
  'monitoring-blocked': monitoringBlocked,
  get 'name-collision'() { return laterRules()['name-collision']; },
  'name-taken-by-engine': nameTakenByEngine,
  get 'namespace-refuses-pods'() { return laterRules()['namespace-refuses-pods']; },
  'neighbour-other-namespace': neighbourOtherNamespace,
  'network-closed-to-route': networkClosedToRoute,
  get 'network-closed-to-server'() { return laterRules()['network-closed-to-server']; },
  'network-closed-to-source': networkClosedToSource,
  'network-source-blocked': networkSourceBlocked,
  'node-label-replaced': nodeLabelReplaced,
  'node-port-unusual': nodePortUnusual,
  'node-terms-contradict': nodeTermsContradict,
  get 'object-large'() { return laterRules()['object-large']; },
  get 'object-schema'() { return laterRules()['object-schema']; },
  get 'object-too-large'() { return laterRules()['object-too-large']; },
  'object-without-content': objectWithoutContent,
  'option-unused': optionUnused,
  'parallelism-refused': parallelismRefused,
  get 'patch-contradicts-derived'() { return laterRules()['patch-contradicts-derived']; },
  'patch-failed': patchFailed,
  get 'patch-member-unknown'() { return laterRules()['patch-member-unknown']; },
  'patch-without-effect': patchWithoutEffect,
  get 'path-not-brought'() { return laterRules()['path-not-brought']; },
  get 'path-not-mounted'() { return laterRules()['path-not-mounted']; },
  'pickle-not-verified': pickleNotVerified,
  get 'placeholder-not-counted'() { return laterRules()['placeholder-not-counted']; },
  'pod-fits-no-known-node': podFitsNoKnownNode,
  'pod-security-lowered': podSecurityLowered,
  get 'policies-overlap'() { return laterRules()['policies-overlap']; },
  get 'port-name-unknown'() { return laterRules()['port-name-unknown']; },
  'port-needs-root': portNeedsRoot,
  'port-taken': portTaken,
  'program-has-flag': programHasFlag,
  'progress-deadline-too-short': progressDeadlineTooShort,
  get 'quota-demands-resources'() { return laterRules()['quota-demands-resources']; },
  get 'quota-leaves-job-out'() { return laterRules()['quota-leaves-job-out']; },
  get 'quota-too-small'() { return laterRules()['quota-too-small']; },
  get 'register-only-ignores'() { return laterRules()['register-only-ignores']; },
  'registry-unused': registryUnused,
  'remote-code-not-pinned': remoteCodeNotPinned,
  'replicas-invalid': replicasInvalid,
  'repository-model-unnamed': repositoryModelUnnamed,
  get 'requests-cut-off'() { return laterRules()['requests-cut-off']; },
  'revision-not-pinned': revisionNotPinned,
  'rollout-interrupts-serving': rolloutInterruptsServing,
  get 'route-destination-unknown'() { return laterRules()['route-destination-unknown']; },
  get 'route-model-unknown'() { return laterRules()['route-model-unknown']; },
  get 'route-not-granted'() { return laterRules()['route-not-granted']; },
  get 'route-order-differs'() { return laterRules()['route-order-differs']; },
  get 'route-port-unknown'() { return laterRules()['route-port-unknown']; },
  get 'route-unreachable'() { return laterRules()['route-unreachable']; },
  get 'route-weights-differ'() { return laterRules()['route-weights-differ']; },
  get 'routes-overlap'() { return laterRules()['routes-overlap']; },
  get 'scaled-namespace-unsaid'() { return laterRules()['scaled-namespace-unsaid']; },
  get 'scaled-pods-unknown'() { return laterRules()['scaled-pods-unknown']; },
  get 'scaling-only-recorded'() { return laterRules()['scaling-only-recorded']; },
  get 'scaling-unfit'() { return laterRules()['scaling-unfit']; },
  get 'schedule-without-effect'() { return laterRules()['schedule-without-effect']; },
  'scrape-authority-unused': scrapeAuthorityUnused,
  'scrape-timeout-long': scrapeTimeoutLong,
  'scratch-too-small': scratchTooSmall,
  'secret-key-missing': secretKeyMissing,
  get 'secret-literal'() { return laterRules()['secret-literal']; },
  'secret-other-namespace': secretOtherNamespace,
  get 'secret-suspicious'() { return laterRules()['secret-suspicious']; },
  get 'selected-port-unknown'() { return laterRules()['selected-port-unknown']; },
  get 'selector-finds-others'() { return laterRules()['selector-finds-others']; },
  'served-alias-repeated': servedAliasRepeated,
  get 'server-path-unserved'() { return laterRules()['server-path-unserved']; },
  get 'server-port-unknown'() { return laterRules()['server-port-unknown']; },
  get 'server-tls-not-held'() { return laterRules()['server-tls-not-held']; },
  get 'server-traffic-not-held'() { return laterRules()['server-traffic-not-held']; },
  'service-account-missing': serviceAccountMissing,
  'service-account-other-namespace': serviceAccountOtherNamespace,
  'service-family-unserved': serviceFamilyUnserved,
  get 'service-invalid'() { return laterRules()['service-invalid']; },
  get 'session-affinity-bypassed'() { return laterRules()['session-affinity-bypassed']; },
  'several-nodes': severalNodes,
  'shared-device-overbooked': sharedDeviceOverbooked,
  'shares-counted-as-devices': sharesCountedAsDevices,
  'shutdown-loses-requests': shutdownLosesRequests,
  'source-claim-too-small': sourceClaimTooSmall,
  'source-ending-unknown': sourceEndingUnknown,
  get 'source-refuses'() { return laterRules()['source-refuses']; },
  get 'split-serves-other-names'() { return laterRules()['split-serves-other-names']; },
  'spread-without-effect': spreadWithoutEffect,
  'startup-below-loading': startupBelowLoading,
  get 'status-reporters-overlap'() { return laterRules()['status-reporters-overlap']; },
  get 'target-unknown'() { return laterRules()['target-unknown']; },
  'tensorizer-unfit': tensorizerUnfit,
  get 'text-too-long'() { return laterRules()['text-too-long']; },
  get 'traffic-held-in-part'() { return laterRules()['traffic-held-in-part']; },
  get 'traffic-not-held'() { return laterRules()['traffic-not-held']; },
  get 'trigger-parameter-missing'() { return laterRules()['trigger-parameter-missing']; },
  get 'trigger-parameter-unknown'() { return laterRules()['trigger-parameter-unknown']; },
  get 'trigger-unknown'() { return laterRules()['trigger-unknown']; },
  'user-labels-overwrite': userLabelsOverwrite,
  'variable-undefined': variableUndefined,
  'volume-undefined': volumeUndefined,
  'volume-unmounted': volumeUnmounted,
  'weights-elsewhere': weightsElsewhere,
  'weights-exceed-accelerators': weightsExceedAccelerators,
};

/** Id of a rule. */
export type RuleId = keyof typeof RULES;

/** Rules that every runtime is judged by, by what they are about, in the order in which they are said. */
export const RUNTIME_RULES = {
  framework: ['framework-engine-mismatch'],
  image: ['image-architecture-unknown', 'image-not-pinned', 'engine-version-differs', 'registry-unused'],
  revision: ['lock-outdated', 'revision-not-pinned'],
  name: ['adapter-hides-name', 'name-taken-by-engine', 'served-alias-repeated'],
  maintenance: ['engine-unmaintained'],
  words: ['program-has-flag'],
  variables: ['env-contradicts-derived', 'env-given-twice', 'flag-needs-another'],
  devices: ['accelerator-unplanned', 'accelerators-idle', 'device-alternatives-differ', 'device-mount-closed', 'device-share-too-large', 'devices-mismatch', 'devices-of-node', 'several-nodes', 'shares-counted-as-devices'],
  offload: ['memory-below-offload'],
  ports: ['node-port-unusual', 'port-needs-root', 'port-taken'],
  paths: [],
  options: ['option-unused'],
  references: ['variable-undefined'],
  secrets: ['secret-key-missing', 'secret-other-namespace'],
  weights: ['accelerators-oversized', 'data-type-emulated', 'data-type-unsupported', 'mapped-weights-exceed-memory', 'memory-below-weights', 'memory-plan-unknown', 'model-cannot-fit', 'model-may-not-fit', 'parallelism-refused', 'shared-device-overbooked', 'weights-exceed-accelerators'],
  nodes: ['accelerator-count-odd', 'pod-fits-no-known-node'],
  memory: ['disk-limit-below-volumes', 'memory-below-shared-memory'],
  cache: ['cache-too-small', 'cache-not-shared', 'claim-refuses-pods', 'scratch-too-small', 'source-claim-too-small', 'weights-elsewhere'],
  replicas: ['replicas-invalid'],
  autoscaler: ['autoscaler-owns-replicas', 'autoscaler-scales-to-zero', 'autoscaler-metric-unfit'],
  rollout: ['rollout-interrupts-serving'],
  shutdown: ['grace-too-short', 'shutdown-loses-requests'],
  startup: ['progress-deadline-too-short', 'startup-below-loading'],
  security: ['image-unproven', 'device-group-missing', 'kernel-profile-prefixed', 'pod-security-lowered'],
  namespaces: ['service-account-other-namespace', 'claim-other-namespace'],
  identity: ['service-account-missing'],
  source: ['gated-repository-without-token', 'hub-switched', 'pickle-not-verified', 'remote-code-not-pinned', 'repository-model-unnamed', 'source-ending-unknown', 'tensorizer-unfit'],
  network: ['deprecated-in-kubernetes', 'exposed-without-key', 'host-network-shared', 'monitoring-blocked', 'network-source-blocked', 'scrape-authority-unused', 'scrape-timeout-long', 'service-family-unserved'],
  labels: ['spread-without-effect', 'user-labels-overwrite'],
  volumes: ['huge-pages-missing', 'kubernetes-too-old', 'feature-gate-needed', 'volume-unmounted'],
  patches: ['patch-failed', 'patch-without-effect'],
  effect: ['alert-never-fires', 'cache-unused', 'accelerator-unknown-to-dialect', 'metrics-switched-off', 'node-label-replaced', 'node-terms-contradict'],
  mounts: ['cache-mount-unused'],
  neighbours: ['network-closed-to-route', 'neighbour-other-namespace', 'network-closed-to-source'],
} as const;
