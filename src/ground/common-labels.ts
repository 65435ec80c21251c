type Labels = { readonly [name: string]: string };

/** Labels that all of Kubernetes shares. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const CommonLabels = {
  NAME: 'app.kubernetes.io/name',
  INSTANCE: 'app.kubernetes.io/instance',
  COMPONENT: 'app.kubernetes.io/component',
  VERSION: 'app.kubernetes.io/version',
  /** Who made an object: what deploys it may say its own name there. */
  MANAGED_BY: 'app.kubernetes.io/managed-by',
} as const;

const { MANAGED_BY, VERSION } = CommonLabels;

/** Who made an object, as the library writes it where nobody says another. */
export const MANAGED: Labels = { [MANAGED_BY]: 'cdk8s' };

/** Labels that the library writes, and that users may write otherwise: they are in no selector, and nothing of the library reads them. */
export const FREE_LABELS: readonly string[] = [MANAGED_BY, VERSION];

/** Labels of a user, and above them the library's own, but for those that are free. */
export function belowOwn(given: Labels | undefined, own: Labels): Labels {
  if (given === undefined) return own;
  const all: { [name: string]: string } = { ...given, ...own };
  for (const name of FREE_LABELS) if (given[name] !== undefined) all[name] = given[name];
  return all;
}

/**
 * The labels of an object in a chart: as cdk8s puts them together, but that what a chart says of its manager is not lost to what the library writes
 * where nobody says it.
 */
export function inChart(chart: Labels, given: { readonly [name: string]: string } | undefined): Labels {
  const all = { ...chart, ...given };
  if (chart[MANAGED_BY] !== undefined && all[MANAGED_BY] === MANAGED[MANAGED_BY]) all[MANAGED_BY] = chart[MANAGED_BY];
  return all;
}
