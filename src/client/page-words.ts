/** The sentence that stands on the page under `data-<key>`, in the page's language, with each `{name}` filled in. */
export const sentence = (
  element: HTMLElement | null,
  key: string,
  facts: Record<string, string> = {},
): string => (element?.dataset[key] ?? '').replace(/{(\w+)}/g, (_, name) => facts[name] ?? '');

/** A day as the page's language writes it; plain `en` is written day first, as on the rest of the site. */
export const formatDay = (day: string): string =>
  new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, 'en-GB'), {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
