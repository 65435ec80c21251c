/** Whether something is known to live in another namespace than what uses it. */
export function isElsewhere(here: string | undefined, namespace: string | undefined): boolean {
  return namespace !== undefined && namespace !== here;
}

/** Where something is used, in a message. */
export function placeOf(namespace: string | undefined): string {
  return namespace === undefined ? 'a chart without a namespace' : `namespace ${JSON.stringify(namespace)}`;
}
