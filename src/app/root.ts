import { IConstruct } from 'constructs';

/** The root of the tree that a construct belongs to; `node.root` makes a list of all scopes each time. */
export function rootOf(construct: IConstruct): IConstruct {
  let root = construct;
  while (root.node.scope) root = root.node.scope;
  return root;
}
