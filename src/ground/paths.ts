/** A path or an address without the slashes at its end. */
export function withoutEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** Whether a path is a folder, or below it. */
export function isWithin(path: string, folder: string): boolean {
  const plain = withoutEnd(folder);
  return path === plain || path.startsWith(`${plain}/`);
}
