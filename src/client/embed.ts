/* Prenotice: tells of announced changes inside a product. See docs/in-your-product.md. */
(() => {
  type Words = Record<'label' | 'text' | 'answer' | 'link' | 'close', string>;
  interface Version {
    version: string;
    status: string;
    published: string;
    effective: string;
    class: string | null;
    changes: string | null;
  }
  interface Notice {
    policy: string;
    title: string;
    timeZone: string;
    versions: Version[];
  }
  const words: Record<string, Words> = JSON.parse('{{words}}');
  const base = (document.currentScript as HTMLScriptElement | null)?.src;

  const style = `:host{display:block}:host([hidden]){display:none}
section{display:flex;gap:.5em 1em;align-items:center;box-sizing:border-box;padding:.75em 1em;font:inherit;line-height:1.4;color:var(--prenotice-ink,#191d20);background:var(--prenotice-ground,#fdf3e3);border-inline-start:4px solid var(--prenotice-mark,#7a4300)}
p{flex:1;margin:0}a{color:inherit;text-underline-offset:.18em}
button{flex:none;min-inline-size:2.75em;min-block-size:2.75em;padding:0 .75em;font:inherit;color:inherit;background:none;border:1px solid;border-radius:2px;cursor:pointer}
:focus-visible{outline:3px solid;outline-offset:2px}
@media(prefers-color-scheme:dark){:host([scheme=auto]) section{color:var(--prenotice-ink,#e6eaec);background:var(--prenotice-ground,#2d2416);border-color:var(--prenotice-mark,#f0bd72)}}
@media(prefers-reduced-motion:no-preference){section{animation:in .25s ease-out}@keyframes in{from{opacity:0}}}
@media print{:host{display:none}}`;

  const make = (tag: string, part: string, text = '') => {
    const element = document.createElement(tag);
    element.setAttribute('part', part);
    element.textContent = text;
    return element;
  };
  const dayIn = (timeZone: string, ago = 0) =>
    new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now() - ago * 864e5);

  class PrenoticeBanner extends HTMLElement {
    async connectedCallback() {
      if (this.shadowRoot) return;
      try {
        const policy = this.getAttribute('policy') || 'privacy';
        const url = new URL(this.getAttribute('src') || `${policy}/notice.json`, base || location.href);
        const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
        if (response.ok) this.show(await response.json(), url);
      } catch {
        // A product works on without its banner.
      }
    }

    show(notice: Notice, url: URL) {
      const all = this.getAttribute('changes') === 'all';
      const today = dayIn(notice.timeZone);
      const since = dayIn(notice.timeZone, Number(this.getAttribute('after')) || 0);
      const [next] = notice.versions
        .filter(
          (one) =>
            one.class !== null &&
            (all || /material|consent/.test(one.class)) &&
            one.status !== 'withdrawn' &&
            one.published <= today &&
            (one.effective > today || (since < today && one.effective >= since)),
        )
        .sort((a, b) => (a.effective < b.effective ? -1 : 1));
      if (!next) return;
      const key = `prenotice:${url.host}:${notice.policy}:${next.version}`;
      try {
        if (localStorage.getItem(key)) return;
      } catch {
        // Without storage it is shown again the next time.
      }

      const lang = this.closest('[lang]')?.getAttribute('lang') || 'en';
      const own = words[lang.toLowerCase()] || words[lang.split('-')[0]!.toLowerCase()] || words.en!;
      const day = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
        dateStyle: 'long',
        timeZone: 'UTC',
      }).format(new Date(next.effective));
      const fill = (text: string) => text.replace('{title}', notice.title).replace('{day}', day);

      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      const section = make('section', 'banner');
      section.setAttribute('aria-label', own.label);
      const text = make('p', 'text', `${fill(this.getAttribute('text') || own.text)} `);
      if (next.class === 'consent') text.append(`${own.answer} `);
      const link = make('a', 'link', own.link) as HTMLAnchorElement;
      link.href = next.effective > today || !next.changes ? new URL('upcoming/', url).href : next.changes;
      text.append(link);
      const close = make('button', 'close', '×') as HTMLButtonElement;
      close.type = 'button';
      close.setAttribute('aria-label', own.close);
      const tell = (name: string) =>
        this.dispatchEvent(
          new CustomEvent(`prenotice-${name}`, {
            bubbles: true,
            composed: true,
            detail: { policy: notice.policy, version: next.version, effective: next.effective },
          }),
        );
      close.onclick = () => {
        try {
          localStorage.setItem(key, today);
        } catch {
          // As above.
        }
        this.hidden = true;
        tell('dismissed');
      };
      section.append(text, close);
      root.append(section);
      tell('shown');
    }
  }
  if (!customElements.get('prenotice-banner')) customElements.define('prenotice-banner', PrenoticeBanner);
})();
