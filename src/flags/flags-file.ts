/** Path of the flags of an engine, in this package: as somebody who has it installed would import it. */
export function flagsFile(engine: string): string {
  return `cdk8s-matrixinfer/engine-flags/${engine}.json`;
}
