/** Addresses of pages, all under the path of site.url. Letters carry them, so they never change. */
export interface Address {
  /** From the root of the host, for links inside the site: `/legal/privacy/4/`. */
  path: string;
  /** The whole address, for canonical links and for machines. */
  url: string;
}

export interface VersionAddresses {
  page: Address;
  text: Address;
  markdown: Address;
}

export interface PolicyAddresses {
  page: Address;
  upcoming: Address;
  history: Address;
  on: Address;
  compare: Address;
  notice: Address;
  feed: Address;
  calendar: Address;
  version: (number: string) => VersionAddresses;
  changes: (from: string, to: string) => Address;
}

/** `siteUrl` ends with a slash; `place` does not begin with one. */
export function addressUnder(siteUrl: string, place: string): Address {
  const url = new URL(place, siteUrl);
  return { path: url.pathname, url: url.href };
}

export function addressesOf(siteUrl: string, slug: string): PolicyAddresses {
  const at = (place: string) => addressUnder(siteUrl, `${slug}/${place}`);
  return {
    page: at(''),
    upcoming: at('upcoming/'),
    history: at('history/'),
    on: at('on/'),
    compare: at('compare/'),
    notice: at('notice.json'),
    feed: at('feed.xml'),
    calendar: at('upcoming/calendar.ics'),
    version: (number) => ({
      page: at(`${number}/`),
      text: at(`${number}.txt`),
      markdown: at(`${number}.md`),
    }),
    changes: (from, to) => at(`changes/${from}..${to}/`),
  };
}
