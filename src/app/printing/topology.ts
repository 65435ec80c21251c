import { DependencyGraph } from 'cdk8s';
import { IConstruct, Node } from 'constructs';

/*
 * The order of cdk8s' DependencyGraph, in one pass: it looks through everything that a construct depends on again for each that depends on it, which takes
 * minutes for long chains of dependencies.
 */

/** All constructs below a node, those that others depend on first, as cdk8s orders them. */
export function topology(node: Node): IConstruct[] {
  const all = node.findAll();
  if (hasNumbers(node)) return stockTopology(node);
  const edges = edgesOf(all);
  if (edges.size === 0) return all;
  const wanted = new Set([...edges.values()].flat());
  return depthFirst(all.filter(one => !wanted.has(one)), edges, all.length) ?? stockTopology(node);
}

/** The constructs that each construct depends on, among those that are given. */
function edgesOf(all: IConstruct[]): Map<IConstruct, IConstruct[]> {
  const edges = new Map<IConstruct, IConstruct[]>();
  let inside: Set<IConstruct> | undefined;
  for (const construct of all) {
    const { dependencies } = construct.node;
    if (dependencies.length === 0) continue;
    inside ??= new Set(all);
    const near = dependencies.filter(one => inside!.has(one));
    if (near.length > 0) edges.set(construct, near);
  }
  return edges;
}

/** `undefined` when there is a cycle, which cdk8s describes. It keeps its own stack: a chain of models may be long. */
function depthFirst(roots: IConstruct[], edges: Map<IConstruct, IConstruct[]>, size: number): IConstruct[] | undefined {
  const ordered = new Set<IConstruct>();
  const open = new Set<IConstruct>();
  const stack = [...roots].reverse();
  while (stack.length > 0) {
    const construct = stack[stack.length - 1];
    const next = open.has(construct) || ordered.has(construct) ? [] : edges.get(construct) ?? [];
    if (next.length === 0) {
      stack.pop();
      open.delete(construct);
      ordered.add(construct);
      continue;
    }
    open.add(construct);
    for (let index = next.length - 1; index >= 0; index--) {
      if (open.has(next[index])) return undefined;
      if (!ordered.has(next[index])) stack.push(next[index]);
    }
  }
  return ordered.size === size ? [...ordered] : undefined;
}

/** cdk8s keeps constructs by their paths, and JavaScript puts those that are numbers in front: such a path can only have a child of the app. */
function hasNumbers(node: Node): boolean {
  return node.scope === undefined && node.children.some(child => /^\d+$/.test(child.node.id));
}

function stockTopology(node: Node): IConstruct[] {
  return new DependencyGraph(node).topology();
}
