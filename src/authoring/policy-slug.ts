const pattern = /^[a-z0-9][a-z0-9-]*$/;
/** Addresses that the site needs for itself. */
const reserved = new Set(['search', 'verify', 'schemas']);

/** Why a folder of this name cannot be a policy, and what to call it instead; null when it can. */
export function slugProblem(slug: string): { message: string; remedy: string } | null {
  if (!pattern.test(slug))
    return {
      message: `"${slug}" cannot be the address of a policy`,
      remedy: 'small letters, digits and hyphens, such as privacy',
    };
  if (reserved.has(slug))
    return {
      message: `"${slug}" cannot be the address of a policy: the site has a page of its own there`,
      remedy: `another name, such as ${slug}-policy`,
    };
  return null;
}
