// Written by scripts/rules.ts from the files in rules/. Do not edit: npm run generate
import { rule as acceleratorCountOdd } from './rules/accelerator-count-odd';
import { rule as acceleratorPoolDiffers } from './rules/accelerator-pool-differs';
import { rule as acceleratorPoolExceeded } from './rules/accelerator-pool-exceeded';
import { rule as acceleratorUnknownToDialect } from './rules/accelerator-unknown-to-dialect';
import { rule as acceleratorUnplanned } from './rules/accelerator-unplanned';
import { rule as acceleratorsIdle } from './rules/accelerators-idle';
import { rule as acceleratorsOversized } from './rules/accelerators-oversized';
import { rule as acknowledgementOfError } from './rules/acknowledgement-of-error';
import { rule as acknowledgementUnused } from './rules/acknowledgement-unused';
import { rule as adapterHidesName } from './rules/adapter-hides-name';
import { rule as argBelongsToNoFlag } from './rules/arg-belongs-to-no-flag';
import { rule as argContradictsDerived } from './rules/arg-contradicts-derived';
import { rule as argGivenTwice } from './rules/arg-given-twice';
import { rule as argInQuotes } from './rules/arg-in-quotes';
import { rule as argWithSpace } from './rules/arg-with-space';
import { rule as authenticationModeUnsaid } from './rules/authentication-mode-unsaid';
import { rule as authorizationAskedTwice } from './rules/authorization-asked-twice';
import { rule as autoscalerMetricUnfit } from './rules/autoscaler-metric-unfit';
import { rule as autoscalerOwnsReplicas } from './rules/autoscaler-owns-replicas';
import { rule as autoscalerRangeEmpty } from './rules/autoscaler-range-empty';
import { rule as autoscalerScalesToZero } from './rules/autoscaler-scales-to-zero';
import { rule as autoscalerTargetMisspelled } from './rules/autoscaler-target-misspelled';
import { rule as autoscalersOverlap } from './rules/autoscalers-overlap';
import { rule as cacheInvalid } from './rules/cache-invalid';
import { rule as cacheMountUnused } from './rules/cache-mount-unused';
import { rule as cacheNotShared } from './rules/cache-not-shared';
import { rule as cacheTooSmall } from './rules/cache-too-small';
import { rule as cacheUnused } from './rules/cache-unused';
import { rule as canaryNotAnalysed } from './rules/canary-not-analysed';
import { rule as claimOtherNamespace } from './rules/claim-other-namespace';
import { rule as claimRefusesPods } from './rules/claim-refuses-pods';
import { rule as computeMissing } from './rules/compute-missing';
import { rule as configKeyMissing } from './rules/config-key-missing';
import { rule as crdsInstalledTwice } from './rules/crds-installed-twice';
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
import { rule as disruptionBudgetBlocks } from './rules/disruption-budget-blocks';
import { rule as disruptionBudgetsOverlap } from './rules/disruption-budgets-overlap';
import { rule as engineRefuses } from './rules/engine-refuses';
import { rule as engineSaysContainer } from './rules/engine-says-container';
import { rule as engineUnmaintained } from './rules/engine-unmaintained';
import { rule as engineVersionDiffers } from './rules/engine-version-differs';
import { rule as engineVersionUnverified } from './rules/engine-version-unverified';
import { rule as envContradictsDerived } from './rules/env-contradicts-derived';
import { rule as envGivenTwice } from './rules/env-given-twice';
import { rule as exposedWithoutKey } from './rules/exposed-without-key';
import { rule as fallbackOfZero } from './rules/fallback-of-zero';
import { rule as featureGateNeeded } from './rules/feature-gate-needed';
import { rule as flagNeedsAnother } from './rules/flag-needs-another';
import { rule as flagUnknown } from './rules/flag-unknown';
import { rule as flagUnverified } from './rules/flag-unverified';
import { rule as flagValueMissing } from './rules/flag-value-missing';
import { rule as flagValueRefused } from './rules/flag-value-refused';
import { rule as flagValueUnverified } from './rules/flag-value-unverified';
import { rule as flagValueUnwanted } from './rules/flag-value-unwanted';
import { rule as frameworkEngineMismatch } from './rules/framework-engine-mismatch';
import { rule as frameworkUnknown } from './rules/framework-unknown';
import { rule as gatedRepositoryWithoutToken } from './rules/gated-repository-without-token';
import { rule as gatewayBypassed } from './rules/gateway-bypassed';
import { rule as gatewayParentUnserved } from './rules/gateway-parent-unserved';
import { rule as gatewaySpeaksPlain } from './rules/gateway-speaks-plain';
import { rule as graceTooShort } from './rules/grace-too-short';
import { rule as healthPathUnknown } from './rules/health-path-unknown';
import { rule as hostNetworkShared } from './rules/host-network-shared';
import { rule as hubSwitched } from './rules/hub-switched';
import { rule as hubUnreachable } from './rules/hub-unreachable';
import { rule as hugePagesMissing } from './rules/huge-pages-missing';
import { rule as imageArchitectureUnknown } from './rules/image-architecture-unknown';
import { rule as imageNotPinned } from './rules/image-not-pinned';
import { rule as imageUnproven } from './rules/image-unproven';
import { rule as interceptorBypassed } from './rules/interceptor-bypassed';
import { rule as interceptorExpectsHttp } from './rules/interceptor-expects-http';
import { rule as interceptorHostUnknown } from './rules/interceptor-host-unknown';
import { rule as interceptorHostsOverlap } from './rules/interceptor-hosts-overlap';
import { rule as kubernetesTooOld } from './rules/kubernetes-too-old';
import { rule as kubernetesVersionUnsaid } from './rules/kubernetes-version-unsaid';
import { rule as limitRangeRefuses } from './rules/limit-range-refuses';
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
import { rule as modelSchema } from './rules/model-schema';
import { rule as monitoringBlocked } from './rules/monitoring-blocked';
import { rule as nameCollision } from './rules/name-collision';
import { rule as nameTakenByEngine } from './rules/name-taken-by-engine';
import { rule as namespaceRefusesPods } from './rules/namespace-refuses-pods';
import { rule as neighbourOtherNamespace } from './rules/neighbour-other-namespace';
import { rule as networkClosedToRoute } from './rules/network-closed-to-route';
import { rule as networkClosedToServer } from './rules/network-closed-to-server';
import { rule as networkSourceBlocked } from './rules/network-source-blocked';
import { rule as nodeLabelReplaced } from './rules/node-label-replaced';
import { rule as nodePortUnusual } from './rules/node-port-unusual';
import { rule as objectLarge } from './rules/object-large';
import { rule as objectSchema } from './rules/object-schema';
import { rule as objectTooLarge } from './rules/object-too-large';
import { rule as objectWithoutContent } from './rules/object-without-content';
import { rule as optionUnused } from './rules/option-unused';
import { rule as parallelismRefused } from './rules/parallelism-refused';
import { rule as patchContradictsDerived } from './rules/patch-contradicts-derived';
import { rule as patchFailed } from './rules/patch-failed';
import { rule as patchWithoutEffect } from './rules/patch-without-effect';
import { rule as pathNotBrought } from './rules/path-not-brought';
import { rule as pathNotMounted } from './rules/path-not-mounted';
import { rule as pickleNotVerified } from './rules/pickle-not-verified';
import { rule as placeholderNotCounted } from './rules/placeholder-not-counted';
import { rule as podFitsNoKnownNode } from './rules/pod-fits-no-known-node';
import { rule as podSecurityLowered } from './rules/pod-security-lowered';
import { rule as policiesOverlap } from './rules/policies-overlap';
import { rule as portNameUnknown } from './rules/port-name-unknown';
import { rule as portNeedsRoot } from './rules/port-needs-root';
import { rule as portTaken } from './rules/port-taken';
import { rule as progressDeadlineTooShort } from './rules/progress-deadline-too-short';
import { rule as quotaDemandsResources } from './rules/quota-demands-resources';
import { rule as quotaLeavesJobOut } from './rules/quota-leaves-job-out';
import { rule as quotaTooSmall } from './rules/quota-too-small';
import { rule as registerOnlyIgnores } from './rules/register-only-ignores';
import { rule as registryUnused } from './rules/registry-unused';
import { rule as remoteCodeNotPinned } from './rules/remote-code-not-pinned';
import { rule as replicasInvalid } from './rules/replicas-invalid';
import { rule as repositoryModelUnnamed } from './rules/repository-model-unnamed';
import { rule as requestsCutOff } from './rules/requests-cut-off';
import { rule as revisionNotPinned } from './rules/revision-not-pinned';
import { rule as rolloutInterruptsServing } from './rules/rollout-interrupts-serving';
import { rule as routeDestinationUnknown } from './rules/route-destination-unknown';
import { rule as routeModelUnknown } from './rules/route-model-unknown';
import { rule as routeOrderDiffers } from './rules/route-order-differs';
import { rule as routePortUnknown } from './rules/route-port-unknown';
import { rule as routeUnreachable } from './rules/route-unreachable';
import { rule as routeWeightsDiffer } from './rules/route-weights-differ';
import { rule as routesOverlap } from './rules/routes-overlap';
import { rule as scaledNamespaceUnsaid } from './rules/scaled-namespace-unsaid';
import { rule as scaledPodsUnknown } from './rules/scaled-pods-unknown';
import { rule as scalingOnlyRecorded } from './rules/scaling-only-recorded';
import { rule as scalingUnfit } from './rules/scaling-unfit';
import { rule as scheduleWithoutEffect } from './rules/schedule-without-effect';
import { rule as scrapeAuthorityUnused } from './rules/scrape-authority-unused';
import { rule as scrapeTimeoutLong } from './rules/scrape-timeout-long';
import { rule as secretKeyMissing } from './rules/secret-key-missing';
import { rule as secretLiteral } from './rules/secret-literal';
import { rule as secretOtherNamespace } from './rules/secret-other-namespace';
import { rule as secretSuspicious } from './rules/secret-suspicious';
import { rule as selectedPortUnknown } from './rules/selected-port-unknown';
import { rule as servedAliasRepeated } from './rules/served-alias-repeated';
import { rule as serverPathUnserved } from './rules/server-path-unserved';
import { rule as serverPortUnknown } from './rules/server-port-unknown';
import { rule as serverTlsNotHeld } from './rules/server-tls-not-held';
import { rule as serverTrafficNotHeld } from './rules/server-traffic-not-held';
import { rule as serviceAccountMissing } from './rules/service-account-missing';
import { rule as serviceAccountOtherNamespace } from './rules/service-account-other-namespace';
import { rule as serviceFamilyUnserved } from './rules/service-family-unserved';
import { rule as serviceInvalid } from './rules/service-invalid';
import { rule as sessionAffinityBypassed } from './rules/session-affinity-bypassed';
import { rule as severalNodes } from './rules/several-nodes';
import { rule as sharedDeviceOverbooked } from './rules/shared-device-overbooked';
import { rule as sharesCountedAsDevices } from './rules/shares-counted-as-devices';
import { rule as shutdownLosesRequests } from './rules/shutdown-loses-requests';
import { rule as sourceClaimTooSmall } from './rules/source-claim-too-small';
import { rule as sourceEndingUnknown } from './rules/source-ending-unknown';
import { rule as sourceRefuses } from './rules/source-refuses';
import { rule as splitServesOtherNames } from './rules/split-serves-other-names';
import { rule as spreadWithoutEffect } from './rules/spread-without-effect';
import { rule as startupBelowLoading } from './rules/startup-below-loading';
import { rule as statusReportersOverlap } from './rules/status-reporters-overlap';
import { rule as tensorizerUnfit } from './rules/tensorizer-unfit';
import { rule as textTooLong } from './rules/text-too-long';
import { rule as trafficHeldInPart } from './rules/traffic-held-in-part';
import { rule as trafficNotHeld } from './rules/traffic-not-held';
import { rule as triggerUnknown } from './rules/trigger-unknown';
import { rule as userLabelsOverwrite } from './rules/user-labels-overwrite';
import { rule as variableUndefined } from './rules/variable-undefined';
import { rule as volumeUndefined } from './rules/volume-undefined';
import { rule as volumeUnmounted } from './rules/volume-unmounted';
import { rule as weightsElsewhere } from './rules/weights-elsewhere';
import { rule as weightsExceedAccelerators } from './rules/weights-exceed-accelerators';

/** Every rule, by id: the name of its file. */
export const RULES = {
  'accelerator-count-odd': acceleratorCountOdd,
  'accelerator-pool-differs': acceleratorPoolDiffers,
  'accelerator-pool-exceeded': acceleratorPoolExceeded,
  'accelerator-unknown-to-dialect': acceleratorUnknownToDialect,
  'accelerator-unplanned': acceleratorUnplanned,
  'accelerators-idle': acceleratorsIdle,
  'accelerators-oversized': acceleratorsOversized,
  'acknowledgement-of-error': acknowledgementOfError,
  'acknowledgement-unused': acknowledgementUnused,
  'adapter-hides-name': adapterHidesName,
  'arg-belongs-to-no-flag': argBelongsToNoFlag,
  'arg-contradicts-derived': argContradictsDerived,
  'arg-given-twice': argGivenTwice,
  'arg-in-quotes': argInQuotes,
  'arg-with-space': argWithSpace,
  'authentication-mode-unsaid': authenticationModeUnsaid,
  'authorization-asked-twice': authorizationAskedTwice,
  'autoscaler-metric-unfit': autoscalerMetricUnfit,
  'autoscaler-owns-replicas': autoscalerOwnsReplicas,
  'autoscaler-range-empty': autoscalerRangeEmpty,
  'autoscaler-scales-to-zero': autoscalerScalesToZero,
  'autoscaler-target-misspelled': autoscalerTargetMisspelled,
  'autoscalers-overlap': autoscalersOverlap,
  'cache-invalid': cacheInvalid,
  'cache-mount-unused': cacheMountUnused,
  'cache-not-shared': cacheNotShared,
  'cache-too-small': cacheTooSmall,
  'cache-unused': cacheUnused,
  'canary-not-analysed': canaryNotAnalysed,
  'claim-other-namespace': claimOtherNamespace,
  'claim-refuses-pods': claimRefusesPods,
  'compute-missing': computeMissing,
  'config-key-missing': configKeyMissing,
  'crds-installed-twice': crdsInstalledTwice,
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
  'disruption-budget-blocks': disruptionBudgetBlocks,
  'disruption-budgets-overlap': disruptionBudgetsOverlap,
  'engine-refuses': engineRefuses,
  'engine-says-container': engineSaysContainer,
  'engine-unmaintained': engineUnmaintained,
  'engine-version-differs': engineVersionDiffers,
  'engine-version-unverified': engineVersionUnverified,
  'env-contradicts-derived': envContradictsDerived,
  'env-given-twice': envGivenTwice,
  'exposed-without-key': exposedWithoutKey,
  'fallback-of-zero': fallbackOfZero,
  'feature-gate-needed': featureGateNeeded,
  'flag-needs-another': flagNeedsAnother,
  'flag-unknown': flagUnknown,
  'flag-unverified': flagUnverified,
  'flag-value-missing': flagValueMissing,
  'flag-value-refused': flagValueRefused,
  'flag-value-unverified': flagValueUnverified,
  'flag-value-unwanted': flagValueUnwanted,
  'framework-engine-mismatch': frameworkEngineMismatch,
  'framework-unknown': frameworkUnknown,
  'gated-repository-without-token': gatedRepositoryWithoutToken,
  'gateway-bypassed': gatewayBypassed,
  'gateway-parent-unserved': gatewayParentUnserved,
  'gateway-speaks-plain': gatewaySpeaksPlain,
  'grace-too-short': graceTooShort,
  'health-path-unknown': healthPathUnknown,
  'host-network-shared': hostNetworkShared,
  'hub-switched': hubSwitched,
  'hub-unreachable': hubUnreachable,
  'huge-pages-missing': hugePagesMissing,
  'image-architecture-unknown': imageArchitectureUnknown,
  'image-not-pinned': imageNotPinned,
  'image-unproven': imageUnproven,
  'interceptor-bypassed': interceptorBypassed,
  'interceptor-expects-http': interceptorExpectsHttp,
  'interceptor-host-unknown': interceptorHostUnknown,
  'interceptor-hosts-overlap': interceptorHostsOverlap,
  'kubernetes-too-old': kubernetesTooOld,
  'kubernetes-version-unsaid': kubernetesVersionUnsaid,
  'limit-range-refuses': limitRangeRefuses,
  'lock-outdated': lockOutdated,
  'mapped-weights-exceed-memory': mappedWeightsExceedMemory,
  'memory-below-offload': memoryBelowOffload,
  'memory-below-shared-memory': memoryBelowSharedMemory,
  'memory-below-weights': memoryBelowWeights,
  'memory-plan-unknown': memoryPlanUnknown,
  'metrics-switched-off': metricsSwitchedOff,
  'mixed-accelerators': mixedAccelerators,
  'model-cannot-fit': modelCannotFit,
  'model-id-reused': modelIdReused,
  'model-may-not-fit': modelMayNotFit,
  'model-schema': modelSchema,
  'monitoring-blocked': monitoringBlocked,
  'name-collision': nameCollision,
  'name-taken-by-engine': nameTakenByEngine,
  'namespace-refuses-pods': namespaceRefusesPods,
  'neighbour-other-namespace': neighbourOtherNamespace,
  'network-closed-to-route': networkClosedToRoute,
  'network-closed-to-server': networkClosedToServer,
  'network-source-blocked': networkSourceBlocked,
  'node-label-replaced': nodeLabelReplaced,
  'node-port-unusual': nodePortUnusual,
  'object-large': objectLarge,
  'object-schema': objectSchema,
  'object-too-large': objectTooLarge,
  'object-without-content': objectWithoutContent,
  'option-unused': optionUnused,
  'parallelism-refused': parallelismRefused,
  'patch-contradicts-derived': patchContradictsDerived,
  'patch-failed': patchFailed,
  'patch-without-effect': patchWithoutEffect,
  'path-not-brought': pathNotBrought,
  'path-not-mounted': pathNotMounted,
  'pickle-not-verified': pickleNotVerified,
  'placeholder-not-counted': placeholderNotCounted,
  'pod-fits-no-known-node': podFitsNoKnownNode,
  'pod-security-lowered': podSecurityLowered,
  'policies-overlap': policiesOverlap,
  'port-name-unknown': portNameUnknown,
  'port-needs-root': portNeedsRoot,
  'port-taken': portTaken,
  'progress-deadline-too-short': progressDeadlineTooShort,
  'quota-demands-resources': quotaDemandsResources,
  'quota-leaves-job-out': quotaLeavesJobOut,
  'quota-too-small': quotaTooSmall,
  'register-only-ignores': registerOnlyIgnores,
  'registry-unused': registryUnused,
  'remote-code-not-pinned': remoteCodeNotPinned,
  'replicas-invalid': replicasInvalid,
  'repository-model-unnamed': repositoryModelUnnamed,
  'requests-cut-off': requestsCutOff,
  'revision-not-pinned': revisionNotPinned,
  'rollout-interrupts-serving': rolloutInterruptsServing,
  'route-destination-unknown': routeDestinationUnknown,
  'route-model-unknown': routeModelUnknown,
  'route-order-differs': routeOrderDiffers,
  'route-port-unknown': routePortUnknown,
  'route-unreachable': routeUnreachable,
  'route-weights-differ': routeWeightsDiffer,
  'routes-overlap': routesOverlap,
  'scaled-namespace-unsaid': scaledNamespaceUnsaid,
  'scaled-pods-unknown': scaledPodsUnknown,
  'scaling-only-recorded': scalingOnlyRecorded,
  'scaling-unfit': scalingUnfit,
  'schedule-without-effect': scheduleWithoutEffect,
  'scrape-authority-unused': scrapeAuthorityUnused,
  'scrape-timeout-long': scrapeTimeoutLong,
  'secret-key-missing': secretKeyMissing,
  'secret-literal': secretLiteral,
  'secret-other-namespace': secretOtherNamespace,
  'secret-suspicious': secretSuspicious,
  'selected-port-unknown': selectedPortUnknown,
  'served-alias-repeated': servedAliasRepeated,
  'server-path-unserved': serverPathUnserved,
  'server-port-unknown': serverPortUnknown,
  'server-tls-not-held': serverTlsNotHeld,
  'server-traffic-not-held': serverTrafficNotHeld,
  'service-account-missing': serviceAccountMissing,
  'service-account-other-namespace': serviceAccountOtherNamespace,
  'service-family-unserved': serviceFamilyUnserved,
  'service-invalid': serviceInvalid,
  'session-affinity-bypassed': sessionAffinityBypassed,
  'several-nodes': severalNodes,
  'shared-device-overbooked': sharedDeviceOverbooked,
  'shares-counted-as-devices': sharesCountedAsDevices,
  'shutdown-loses-requests': shutdownLosesRequests,
  'source-claim-too-small': sourceClaimTooSmall,
  'source-ending-unknown': sourceEndingUnknown,
  'source-refuses': sourceRefuses,
  'split-serves-other-names': splitServesOtherNames,
  'spread-without-effect': spreadWithoutEffect,
  'startup-below-loading': startupBelowLoading,
  'status-reporters-overlap': statusReportersOverlap,
  'tensorizer-unfit': tensorizerUnfit,
  'text-too-long': textTooLong,
  'traffic-held-in-part': trafficHeldInPart,
  'traffic-not-held': trafficNotHeld,
  'trigger-unknown': triggerUnknown,
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
  words: [],
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
  cache: ['cache-too-small', 'cache-not-shared', 'claim-refuses-pods', 'source-claim-too-small', 'weights-elsewhere'],
  replicas: ['replicas-invalid'],
  autoscaler: ['autoscaler-owns-replicas', 'autoscaler-scales-to-zero', 'autoscaler-metric-unfit'],
  rollout: ['rollout-interrupts-serving'],
  shutdown: ['grace-too-short', 'shutdown-loses-requests'],
  startup: ['progress-deadline-too-short', 'startup-below-loading'],
  security: ['image-unproven', 'device-group-missing', 'pod-security-lowered'],
  namespaces: ['service-account-other-namespace', 'claim-other-namespace'],
  identity: ['service-account-missing'],
  source: ['gated-repository-without-token', 'hub-switched', 'pickle-not-verified', 'remote-code-not-pinned', 'repository-model-unnamed', 'source-ending-unknown', 'tensorizer-unfit'],
  network: ['deprecated-in-kubernetes', 'exposed-without-key', 'host-network-shared', 'monitoring-blocked', 'network-source-blocked', 'scrape-authority-unused', 'scrape-timeout-long', 'service-family-unserved'],
  labels: ['spread-without-effect', 'user-labels-overwrite'],
  volumes: ['huge-pages-missing', 'kubernetes-too-old', 'feature-gate-needed', 'volume-unmounted'],
  patches: ['patch-failed', 'patch-without-effect'],
  effect: ['cache-unused', 'accelerator-unknown-to-dialect', 'metrics-switched-off', 'node-label-replaced'],
  mounts: ['cache-mount-unused'],
  neighbours: ['network-closed-to-route', 'neighbour-other-namespace'],
} as const;
