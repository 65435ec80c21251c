/** Whether an image is one of the repositories that the makers of a server publish, or a mirror of one; of those that end with a slash, one below. */
export function isOfficialImage(image: string, repositories: readonly string[]): boolean {
  const [reference] = image.split('@');
  const last = reference.lastIndexOf('/');
  const colon = reference.indexOf(':', last + 1);
  const repository = `/${colon < 0 ? reference : reference.slice(0, colon)}`;
  return repositories.some(official => {
    const path = `/${withoutHost(official)}`;
    return path.endsWith('/') ? repository.includes(path) : repository.endsWith(path);
  });
}

function withoutHost(repository: string): string {
  const slash = repository.indexOf('/');
  return repository.slice(0, slash).includes('.') ? repository.slice(slash + 1) : repository;
}
