// Written by scripts/rules.ts from the files in rules/. Do not edit: npm run generate
import { rule as acceleratorPoolDiffers } from './rules/accelerator-pool-differs';
import { rule as acceleratorPoolExceeded } from './rules/accelerator-pool-exceeded';
import { rule as acknowledgementOfError } from './rules/acknowledgement-of-error';
import { rule as acknowledgementUnused } from './rules/acknowledgement-unused';
import { rule as argBelongsToNoFlag } from './rules/arg-belongs-to-no-flag';
import { rule as argContradictsDerived } from './rules/arg-contradicts-derived';
import { rule as argGivenTwice } from './rules/arg-given-twice';
import { rule as argInQuotes } from './rules/arg-in-quotes';
import { rule as argWithSpace } from './rules/arg-with-space';
import { rule as authenticationModeUnsaid } from './rules/authentication-mode-unsaid';
import { rule as authorizationAskedTwice } from './rules/authorization-asked-twice';
import { rule as autoscalerExceedsQuota } from './rules/autoscaler-exceeds-quota';
import { rule as autoscalerNeverScales } from './rules/autoscaler-never-scales';
import { rule as autoscalerRangeEmpty } from './rules/autoscaler-range-empty';
import { rule as autoscalerTargetMisspelled } from './rules/autoscaler-target-misspelled';
import { rule as autoscalersOverlap } from './rules/autoscalers-overlap';
import { rule as cacheInvalid } from './rules/cache-invalid';
import { rule as canaryNotAnalysed } from './rules/canary-not-analysed';
import { rule as computeMissing } from './rules/compute-missing';
import { rule as configKeyMissing } from './rules/config-key-missing';
import { rule as crdsInstalledTwice } from './rules/crds-installed-twice';
import { rule as disruptionBudgetBlocks } from './rules/disruption-budget-blocks';
import { rule as disruptionBudgetsOverlap } from './rules/disruption-budgets-overlap';
import { rule as engineRefuses } from './rules/engine-refuses';
import { rule as fallbackOfZero } from './rules/fallback-of-zero';
import { rule as firstRequestCutOff } from './rules/first-request-cut-off';
import { rule as flagUnknown } from './rules/flag-unknown';
import { rule as flagUnverified } from './rules/flag-unverified';
import { rule as flagValueMissing } from './rules/flag-value-missing';
import { rule as flagValueRefused } from './rules/flag-value-refused';
import { rule as flagValueUnverified } from './rules/flag-value-unverified';
import { rule as flagValueUnwanted } from './rules/flag-value-unwanted';
import { rule as gatewayBypassed } from './rules/gateway-bypassed';
import { rule as gatewayParentUnserved } from './rules/gateway-parent-unserved';
import { rule as gatewaySpeaksPlain } from './rules/gateway-speaks-plain';
import { rule as healthPathUnknown } from './rules/health-path-unknown';
import { rule as hubUnreachable } from './rules/hub-unreachable';
import { rule as inferServesOtherWeights } from './rules/infer-serves-other-weights';
import { rule as interceptorBypassed } from './rules/interceptor-bypassed';
import { rule as interceptorExpectsHttp } from './rules/interceptor-expects-http';
import { rule as interceptorHostUnknown } from './rules/interceptor-host-unknown';
import { rule as interceptorHostsOverlap } from './rules/interceptor-hosts-overlap';
import { rule as kubernetesVersionUnsaid } from './rules/kubernetes-version-unsaid';
import { rule as limitRangeRefuses } from './rules/limit-range-refuses';
import { rule as metricNeverExceeded } from './rules/metric-never-exceeded';
import { rule as modelSchema } from './rules/model-schema';
import { rule as nameCollision } from './rules/name-collision';
import { rule as namespaceRefusesPods } from './rules/namespace-refuses-pods';
import { rule as networkClosedToServer } from './rules/network-closed-to-server';
import { rule as objectLarge } from './rules/object-large';
import { rule as objectSchema } from './rules/object-schema';
import { rule as objectTooLarge } from './rules/object-too-large';
import { rule as patchContradictsDerived } from './rules/patch-contradicts-derived';
import { rule as patchMemberUnknown } from './rules/patch-member-unknown';
import { rule as pathNotBrought } from './rules/path-not-brought';
import { rule as pathNotMounted } from './rules/path-not-mounted';
import { rule as placeholderNotCounted } from './rules/placeholder-not-counted';
import { rule as policiesOverlap } from './rules/policies-overlap';
import { rule as portNameUnknown } from './rules/port-name-unknown';
import { rule as quotaDemandsResources } from './rules/quota-demands-resources';
import { rule as quotaLeavesJobOut } from './rules/quota-leaves-job-out';
import { rule as quotaTooSmall } from './rules/quota-too-small';
import { rule as registerOnlyIgnores } from './rules/register-only-ignores';
import { rule as requestsCutOff } from './rules/requests-cut-off';
import { rule as routeDestinationUnknown } from './rules/route-destination-unknown';
import { rule as routeModelUnknown } from './rules/route-model-unknown';
import { rule as routeNotGranted } from './rules/route-not-granted';
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
import { rule as secretLiteral } from './rules/secret-literal';
import { rule as secretSuspicious } from './rules/secret-suspicious';
import { rule as selectedPortUnknown } from './rules/selected-port-unknown';
import { rule as selectorFindsOthers } from './rules/selector-finds-others';
import { rule as serverPathUnserved } from './rules/server-path-unserved';
import { rule as serverPortUnknown } from './rules/server-port-unknown';
import { rule as serverTlsNotHeld } from './rules/server-tls-not-held';
import { rule as serverTrafficNotHeld } from './rules/server-traffic-not-held';
import { rule as serviceInvalid } from './rules/service-invalid';
import { rule as sessionAffinityBypassed } from './rules/session-affinity-bypassed';
import { rule as sourceRefuses } from './rules/source-refuses';
import { rule as splitServesOtherNames } from './rules/split-serves-other-names';
import { rule as statusReportersOverlap } from './rules/status-reporters-overlap';
import { rule as targetUnknown } from './rules/target-unknown';
import { rule as textTooLong } from './rules/text-too-long';
import { rule as trafficHeldInPart } from './rules/traffic-held-in-part';
import { rule as trafficNotHeld } from './rules/traffic-not-held';
import { rule as triggerParameterMissing } from './rules/trigger-parameter-missing';
import { rule as triggerParameterUnknown } from './rules/trigger-parameter-unknown';
import { rule as triggerUnknown } from './rules/trigger-unknown';

const RULES = {
  'accelerator-pool-differs': acceleratorPoolDiffers,
  'accelerator-pool-exceeded': acceleratorPoolExceeded,
  'acknowledgement-of-error': acknowledgementOfError,
  'acknowledgement-unused': acknowledgementUnused,
  'arg-belongs-to-no-flag': argBelongsToNoFlag,
  'arg-contradicts-derived': argContradictsDerived,
  'arg-given-twice': argGivenTwice,
  'arg-in-quotes': argInQuotes,
  'arg-with-space': argWithSpace,
  'authentication-mode-unsaid': authenticationModeUnsaid,
  'authorization-asked-twice': authorizationAskedTwice,
  'autoscaler-exceeds-quota': autoscalerExceedsQuota,
  'autoscaler-never-scales': autoscalerNeverScales,
  'autoscaler-range-empty': autoscalerRangeEmpty,
  'autoscaler-target-misspelled': autoscalerTargetMisspelled,
  'autoscalers-overlap': autoscalersOverlap,
  'cache-invalid': cacheInvalid,
  'canary-not-analysed': canaryNotAnalysed,
  'compute-missing': computeMissing,
  'config-key-missing': configKeyMissing,
  'crds-installed-twice': crdsInstalledTwice,
  'disruption-budget-blocks': disruptionBudgetBlocks,
  'disruption-budgets-overlap': disruptionBudgetsOverlap,
  'engine-refuses': engineRefuses,
  'fallback-of-zero': fallbackOfZero,
  'first-request-cut-off': firstRequestCutOff,
  'flag-unknown': flagUnknown,
  'flag-unverified': flagUnverified,
  'flag-value-missing': flagValueMissing,
  'flag-value-refused': flagValueRefused,
  'flag-value-unverified': flagValueUnverified,
  'flag-value-unwanted': flagValueUnwanted,
  'gateway-bypassed': gatewayBypassed,
  'gateway-parent-unserved': gatewayParentUnserved,
  'gateway-speaks-plain': gatewaySpeaksPlain,
  'health-path-unknown': healthPathUnknown,
  'hub-unreachable': hubUnreachable,
  'infer-serves-other-weights': inferServesOtherWeights,
  'interceptor-bypassed': interceptorBypassed,
  'interceptor-expects-http': interceptorExpectsHttp,
  'interceptor-host-unknown': interceptorHostUnknown,
  'interceptor-hosts-overlap': interceptorHostsOverlap,
  'kubernetes-version-unsaid': kubernetesVersionUnsaid,
  'limit-range-refuses': limitRangeRefuses,
  'metric-never-exceeded': metricNeverExceeded,
  'model-schema': modelSchema,
  'name-collision': nameCollision,
  'namespace-refuses-pods': namespaceRefusesPods,
  'network-closed-to-server': networkClosedToServer,
  'object-large': objectLarge,
  'object-schema': objectSchema,
  'object-too-large': objectTooLarge,
  'patch-contradicts-derived': patchContradictsDerived,
  'patch-member-unknown': patchMemberUnknown,
  'path-not-brought': pathNotBrought,
  'path-not-mounted': pathNotMounted,
  'placeholder-not-counted': placeholderNotCounted,
  'policies-overlap': policiesOverlap,
  'port-name-unknown': portNameUnknown,
  'quota-demands-resources': quotaDemandsResources,
  'quota-leaves-job-out': quotaLeavesJobOut,
  'quota-too-small': quotaTooSmall,
  'register-only-ignores': registerOnlyIgnores,
  'requests-cut-off': requestsCutOff,
  'route-destination-unknown': routeDestinationUnknown,
  'route-model-unknown': routeModelUnknown,
  'route-not-granted': routeNotGranted,
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
  'secret-literal': secretLiteral,
  'secret-suspicious': secretSuspicious,
  'selected-port-unknown': selectedPortUnknown,
  'selector-finds-others': selectorFindsOthers,
  'server-path-unserved': serverPathUnserved,
  'server-port-unknown': serverPortUnknown,
  'server-tls-not-held': serverTlsNotHeld,
  'server-traffic-not-held': serverTrafficNotHeld,
  'service-invalid': serviceInvalid,
  'session-affinity-bypassed': sessionAffinityBypassed,
  'source-refuses': sourceRefuses,
  'split-serves-other-names': splitServesOtherNames,
  'status-reporters-overlap': statusReportersOverlap,
  'target-unknown': targetUnknown,
  'text-too-long': textTooLong,
  'traffic-held-in-part': trafficHeldInPart,
  'traffic-not-held': trafficNotHeld,
  'trigger-parameter-missing': triggerParameterMissing,
  'trigger-parameter-unknown': triggerParameterUnknown,
  'trigger-unknown': triggerUnknown,
};

/** The rules that few apps ask, by id. */
export function laterRules(): typeof RULES {
  return RULES;
}
